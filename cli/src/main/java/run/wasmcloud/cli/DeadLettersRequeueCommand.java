package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

import java.util.List;
import java.util.UUID;

/** Has a dead letter tried again. */
@Command(
        name = "requeue",
        description = "Have a dead letter tried again, with all attempts before it.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud dead-letters requeue report 019a0000-0000-7000-8000-000000000001")
final class DeadLettersRequeueCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "As wasmcloud dead-letters list shows it.")
    private UUID id = new UUID(0, 0);

    DeadLettersRequeueCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var queued = client.functions().deadLetters(function.name()).requeue(id);
        output().record(queued, () -> List.of("Queued " + queued.id()));
        return ExitCode.OK;
    }
}
