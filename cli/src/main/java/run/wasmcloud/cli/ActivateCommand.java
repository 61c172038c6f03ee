package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

import java.util.List;

/** Makes a version the active one. */
@Command(
        name = "activate",
        description = "Make a version the one that the function's address leads to.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud activate hello 3")
final class ActivateCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version's number.")
    private int number;

    ActivateCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var active = client.functions().deployments(function.name()).activate(number);
        output().record(
                        active,
                        () ->
                                List.of(
                                        "%s runs version %d"
                                                .formatted(function.name(), active.number())));
        return ExitCode.OK;
    }
}
