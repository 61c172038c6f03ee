package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.AuditFilter;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.AuditItem;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shows who did what. */
@Command(
        name = "audit",
        description = "Show who did what to your things, when, and from where.",
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud audit --since 7d", "  wasmcloud audit --action secret.put --json"})
final class AuditCommand extends ApiVerb {
    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only this, such as secret.put.")
    private @Nullable String action;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "Only what was done to this function or other thing.")
    private @Nullable String subject;

    @Option(
            names = "--user",
            paramLabel = "ID",
            description = "Only what this user did; for admins.")
    private @Nullable UUID user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only later ones: a time, or how long ago, such as 2h.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only earlier ones.")
    private @Nullable Instant until;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    AuditCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var filter = new AuditFilter(action, subject, user, since, until);
        output().list(
                        client.audit(filter).stream().limit(limit).toList(),
                        this::table,
                        "Nothing was done.");
        return ExitCode.OK;
    }

    private Table table(List<AuditItem> events) {
        var zone = context().shell().clock().getZone();
        var table = new Table("WHEN", "ACTION", "SUBJECT", "BY", "FROM", "DETAILS");
        events.forEach(
                event ->
                        table.add(
                                Quantities.time(event.at(), zone),
                                event.action(),
                                event.subject(),
                                WireJson.word(event.by()),
                                event.address() == null ? "" : event.address(),
                                details(event)));
        return table;
    }

    private static String details(AuditItem event) {
        return event.details().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
