package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

import java.util.UUID;

/** Removes a schedule. */
@Command(
        name = "delete",
        description = "Remove a schedule.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud schedule delete report 019a0000-0000-7000-8000-000000000001")
final class ScheduleDeleteCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "As wasmcloud schedule list shows it.")
    private UUID id = new UUID(0, 0);

    ScheduleDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        client.functions().schedules(function.name()).delete(id);
        output().note("Removed " + id);
        return ExitCode.OK;
    }
}
