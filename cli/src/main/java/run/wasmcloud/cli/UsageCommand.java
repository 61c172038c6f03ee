package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.QuotaItem;
import run.wasmcloud.model.wire.UsageItem;
import run.wasmcloud.model.wire.UsageReport;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Shows what was used. */
@Command(
        name = "usage",
        description = "Show what your functions used, next to your plan's quota.",
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud usage", "  wasmcloud usage --by day --since 7d"})
final class UsageCommand extends ApiVerb {
    /** What sums are made of. */
    enum By {
        HOUR,
        DAY,
        FUNCTION
    }

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "A sum for each: hour, day or function; function if not said.")
    private By by = By.FUNCTION;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on; else from the month's beginning.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Up to then; else up to now.")
    private @Nullable Instant until;

    UsageCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var report = client.usage(WireJson.word(by), since, until);
        output().record(report, () -> lines(report));
        return ExitCode.OK;
    }

    private List<String> lines(UsageReport report) {
        var zone = context().shell().clock().getZone();
        var table =
                new Table(
                        by == By.FUNCTION ? "FUNCTION" : "FROM",
                        ">INVOCATIONS",
                        ">FUEL",
                        ">CPU TIME",
                        ">SENT",
                        ">OUTBOUND");
        report.items().forEach(item -> table.add(row(item, title(item, zone))));
        table.add(row(report.total(), "total"));
        return Stream.of(table.lines(output().coloured()), quota(report.quota(), zone))
                .flatMap(List::stream)
                .toList();
    }

    private static String title(UsageItem item, ZoneId zone) {
        return item.from() == null
                ? String.valueOf(item.function())
                : Quantities.time(item.from(), zone);
    }

    private static Object[] row(UsageItem item, String title) {
        return new Object[] {
            title,
            item.invocations(),
            Quantities.count(item.fuel()),
            Quantities.duration(Duration.ofMillis(item.cpuMillis())),
            Quantities.bytes(item.bytesOut()),
            item.outboundRequests()
        };
    }

    private List<String> quota(QuotaItem quota, ZoneId zone) {
        return new Facts()
                .with("plan", WireJson.word(quota.plan()))
                .with("invocations this month", used(quota.invocationsAMonth()))
                .with("fuel this month", used(quota.fuelAMonth()))
                .with("functions", used(quota.functions()))
                .with("counts anew", Quantities.time(quota.resetAt(), zone))
                .lines(output().coloured());
    }

    private static String used(QuotaItem.Used used) {
        var bound = used.most() == null ? "no bound" : Quantities.count(used.most());
        return Quantities.count(used.used()) + " of " + bound;
    }
}
