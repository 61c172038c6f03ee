package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.client.Logs;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.wire.LogItem;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Shows a function's log. */
@Command(
        name = "logs",
        description = "Show a function's log, the newest lines last.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud logs hello --since 10m",
            "  wasmcloud logs hello -f --level warning"
        })
final class LogsCommand extends ApiVerb {
    /** Of what a server sends at once. */
    private static final int LARGEST_PAGE = 100;

    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "How long ago, such as 10m, or a time such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only lines this serious or more: info, warning or error.")
    private @Nullable LogLevel level;

    @Option(names = "--invocation", paramLabel = "ID", description = "Only lines of this run.")
    private @Nullable UUID invocation;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many earlier lines; 100 if not said, and no more with -f.")
    private int limit = 100;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with the lines that come.")
    private boolean follow;

    LogsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var filter = new LogFilter(since, level, invocation, Math.clamp(limit, 1, LARGEST_PAGE));
        var logs = client.functions().logs(function.name());
        var text = new LogText(context().shell().clock().getZone(), output().coloured());
        if (follow) {
            new LogFollower(logs, filter, output()::note)
                    .follow(line -> output().next(line, text::line));
        } else {
            output().stream(latest(logs, filter).stream(), text::line);
        }
        return ExitCode.OK;
    }

    private List<LogItem> latest(Logs logs, LogFilter filter) {
        var newestFirst = logs.list(filter).stream().limit(limit).toList();
        return newestFirst.reversed().stream().sorted(Comparator.comparing(LogItem::at)).toList();
    }
}
