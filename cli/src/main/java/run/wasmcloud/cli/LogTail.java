package run.wasmcloud.cli;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.client.Logs;
import run.wasmcloud.model.wire.LogItem;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a log, and the lines that come after it. Executors send their lines a little late and
 * not in order, so each look goes back some seconds and leaves out what was shown before.
 */
final class LogTail {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LATENESS = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 10_000;

    private final Logs logs;
    private final LogFilter filter;
    private Map<LogItem, Long> shown = Map.of();
    private Instant newest = Instant.EPOCH;

    LogTail(Logs logs, LogFilter filter) {
        this.logs = logs;
        this.filter = filter;
    }

    /** Returns the last lines, the oldest of them first. */
    List<LogItem> latest(int limit) {
        return unseen(ordered(filter, limit));
    }

    /** Waits a moment and returns the lines that came since. */
    List<LogItem> next() {
        LockSupport.parkNanos(INTERVAL.toNanos());
        return newLines();
    }

    /** Returns the lines that came since the last look. */
    List<LogItem> newLines() {
        var back = newest.equals(Instant.EPOCH) ? filter : filter.from(newest.minus(LATENESS));
        return unseen(ordered(back, MOST_AT_ONCE));
    }

    private List<LogItem> ordered(LogFilter wanted, int limit) {
        var newestFirst = logs.list(wanted).stream().limit(limit).toList();
        return newestFirst.reversed().stream().sorted(Comparator.comparing(LogItem::at)).toList();
    }

    /** Equal lines are told apart by how many of them there are. */
    private List<LogItem> unseen(List<LogItem> lines) {
        var seen = new HashMap<LogItem, Long>();
        var before = shown;
        shown = seen;
        if (!lines.isEmpty()) {
            newest = lines.getLast().at();
        }
        return lines.stream()
                .filter(line -> seen.merge(line, 1L, Long::sum) > before.getOrDefault(line, 0L))
                .toList();
    }
}
