package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.ConfigItem;

import java.util.List;

/** Lists the variables. */
@Command(
        name = "list",
        description = "List the configuration variables of a function.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud config list hello")
final class ConfigListCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = "--deployment",
            paramLabel = "N",
            description = "Those of this version; else of the active one.")
    private @Nullable Integer deployment;

    ConfigListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var config = client.functions().config(function.name()).get(deployment);
        output().record(config, () -> lines(config));
        return ExitCode.OK;
    }

    private static List<String> lines(ConfigItem config) {
        return config.variables().entrySet().stream()
                .map(each -> TerminalText.escaped(each.getKey() + "=" + each.getValue()))
                .toList();
    }
}
