package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.ApplicationItem;
import run.wasmcloud.model.wire.ApplicationRequest;

import java.util.List;

/** Asks for the plan free. */
@Command(
        name = "apply",
        description = {
            "Apply for the plan free, which may deploy modules of its own.",
            "Without a reason, show your applications and what became of them."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud apply --reason 'A web hook for my club'", "  wasmcloud apply"})
final class ApplyCommand extends ApiVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "What you want it for.")
    private @Nullable String reason;

    ApplyCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        if (reason == null) {
            output().list(
                            client.applications().list(null).stream().toList(),
                            this::table,
                            "No applications. Make one: wasmcloud apply --reason TEXT");
        } else {
            var application = client.applications().create(new ApplicationRequest(reason));
            output().record(application, () -> List.of("Applied. An administrator decides."));
        }
        return ExitCode.OK;
    }

    private Table table(List<ApplicationItem> applications) {
        var zone = context().shell().clock().getZone();
        var table = new Table("MADE", "STATE", "REASON", "NOTE");
        applications.forEach(
                each ->
                        table.add(
                                Quantities.time(each.createdAt(), zone),
                                WireJson.word(each.state()),
                                each.reason(),
                                each.note()));
        return table;
    }
}
