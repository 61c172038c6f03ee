package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

import java.util.UUID;

/** Removes a dead letter. */
@Command(
        name = "discard",
        description = "Remove a dead letter.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud dead-letters discard report 019a0000-0000-7000-8000-000000000001")
final class DeadLettersDiscardCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "As wasmcloud dead-letters list shows it.")
    private UUID id = new UUID(0, 0);

    DeadLettersDiscardCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        client.functions().deadLetters(function.name()).discard(id);
        output().note("Discarded " + id);
        return ExitCode.OK;
    }
}
