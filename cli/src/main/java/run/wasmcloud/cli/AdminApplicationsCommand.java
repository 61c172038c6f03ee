package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.wire.ApplicationItem;

import java.util.List;

/** Lists who applied for the plan free. */
@Command(
        name = "applications",
        description = "List who applied for the plan free.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin applications --state open")
final class AdminApplicationsCommand extends ApiVerb {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable ApplicationState state;

    AdminApplicationsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.applications().list(state).stream().toList(),
                        this::table,
                        "No applications.");
        return ExitCode.OK;
    }

    private Table table(List<ApplicationItem> applications) {
        var zone = context().shell().clock().getZone();
        var table = new Table("ID", "E-MAIL", "MADE", "STATE", "REASON", "NOTE");
        applications.forEach(
                each ->
                        table.add(
                                each.id(),
                                each.email(),
                                Quantities.time(each.createdAt(), zone),
                                WireJson.word(each.state()),
                                each.reason(),
                                each.note()));
        return table;
    }
}
