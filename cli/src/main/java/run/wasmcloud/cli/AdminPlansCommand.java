package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.PlanItem;

import java.util.ArrayList;
import java.util.List;

/** Shows the plans side by side. */
@Command(
        name = "plans",
        description = "Show what each plan allows.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin plans")
final class AdminPlansCommand extends ApiVerb {
    AdminPlansCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.plans().list().stream().toList(),
                        AdminPlansCommand::table,
                        "No plans.");
        return ExitCode.OK;
    }

    private static Table table(List<PlanItem> plans) {
        var headings = new ArrayList<String>(List.of("FIGURE"));
        plans.forEach(plan -> headings.add(">" + WireJson.word(plan.name())));
        var table = new Table(headings.toArray(String[]::new));
        plans.getFirst().limits().keySet().forEach(figure -> table.add(row(figure, plans)));
        return table;
    }

    private static Object[] row(String figure, List<PlanItem> plans) {
        var row = new ArrayList<Object>(List.of(figure));
        plans.forEach(
                plan -> {
                    var value = plan.limits().get(figure);
                    row.add(value == null ? "no bound" : value);
                });
        return row.toArray();
    }
}
