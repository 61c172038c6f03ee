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
import java.util.TreeMap;

/** Removes variables. */
@Command(
        name = "unset",
        description = "Remove configuration variables: that makes the function's next version.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud config unset hello COLOUR")
final class ConfigUnsetCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME",
            description = "What to remove.")
    private List<VariableName> names = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to remember of this version.")
    private @Nullable String message;

    ConfigUnsetCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var config = client.functions().config(function.name());
        var all = new TreeMap<String, @Nullable String>(config.get(null).variables());
        names.forEach(name -> require(all.remove(name.value()), name));
        var deployment = config.put(new ConfigRequest(all), message, true);
        output().record(deployment, () -> List.of(FunctionText.deployed(function, deployment)));
        return ExitCode.OK;
    }

    private void require(@Nullable String removed, VariableName name) {
        if (removed == null) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "No such variable",
                    "%s has no variable %s.".formatted(function.name(), name),
                    "wasmcloud config list %s shows them.".formatted(function.name()));
        }
    }
}
