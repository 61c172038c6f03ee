package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.ConfigRequest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sets variables. */
@Command(
        name = "set",
        description = {
            "Set configuration variables, all at once: that makes the function's next version.",
            "Secrets do not belong here: wasmcloud secret."
        },
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud config set hello GREETING=hi COLOUR=blue")
final class ConfigSetCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What to set; the others stay.")
    private Map<VariableName, String> variables = Map.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to remember of this version.")
    private @Nullable String message;

    ConfigSetCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var config = client.functions().config(function.name());
        var all = new TreeMap<String, @Nullable String>(config.get(null).variables());
        variables.forEach((name, value) -> all.put(name.value(), value));
        var deployment = config.put(new ConfigRequest(all), message, true);
        output().record(deployment, () -> List.of(FunctionText.deployed(function, deployment)));
        return ExitCode.OK;
    }
}
