package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;

/** Deletes a function. */
@Command(
        name = "delete",
        aliases = "rm",
        description = "Delete a function. Its address answers no more.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud delete hello --yes")
final class DeleteCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    DeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        if (!yes
                && !new Questions(context().shell()).confirmed("Delete " + function.name() + "?")) {
            output().note("Nothing was deleted.");
            return ExitCode.FAILURE;
        }
        client.functions().delete(function.name());
        output().note("Deleted " + function.name());
        return ExitCode.OK;
    }
}
