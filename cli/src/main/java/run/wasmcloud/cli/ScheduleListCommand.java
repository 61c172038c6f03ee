package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.ScheduleItem;

import java.util.List;

/** Lists schedules. */
@Command(
        name = "list",
        description = "List the schedules of a function.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud schedule list report")
final class ScheduleListCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    ScheduleListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().schedules(function.name()).list().stream().toList(),
                        this::table,
                        "No schedules. Make one: wasmcloud schedule create "
                                + function.name()
                                + " CRON");
        return ExitCode.OK;
    }

    private Table table(List<ScheduleItem> schedules) {
        var zone = context().shell().clock().getZone();
        var table = new Table("ID", "CRON", "ZONE", "NEXT", "LAST", "PROBLEM");
        schedules.forEach(
                each ->
                        table.add(
                                each.id(),
                                each.cron(),
                                each.zone(),
                                Quantities.time(each.nextAt(), zone),
                                each.lastAt() == null ? "" : Quantities.time(each.lastAt(), zone),
                                each.lastProblem() == null ? "" : each.lastProblem()));
        return table;
    }
}
