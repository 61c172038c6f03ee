package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.client.LogStream;
import run.wasmcloud.client.Logs;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.model.wire.LogItem;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a log as it comes. A server ends each stream some time, and connections break: it goes on
 * after the last line that was seen.
 */
final class LogFollower {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Logs logs;
    private final LogFilter filter;
    private final Consumer<String> notes;
    private @Nullable String lastId;

    /**
     * Makes it.
     *
     * @param filter whose limit is for the lines that are there
     * @param notes is told when the connection is lost
     */
    LogFollower(Logs logs, LogFilter filter, Consumer<String> notes) {
        this.logs = logs;
        this.filter = filter;
        this.notes = notes;
    }

    /** Hands on one line after the other, until the reader wants no more. */
    void follow(Predicate<LogItem> reader) {
        var stream = logs.follow(filter);
        while (read(stream, reader)) {
            stream = openAgain();
        }
    }

    private boolean read(LogStream stream, Predicate<LogItem> reader) {
        try (stream) {
            for (var line = stream.next(); line != null; line = stream.next()) {
                lastId = stream.lastId();
                if (!reader.test(line)) {
                    return false;
                }
            }
        } catch (UnreachableException e) {
            notes.accept(e.getMessage() + " Following goes on as soon as it can.");
        }
        return true;
    }

    private LogStream openAgain() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var pause = SHORTEST_PAUSE;
        while (true) {
            LockSupport.parkNanos(pause.toNanos());
            try {
                return logs.follow(filter, lastId);
            } catch (UnreachableException e) {
                requireTimeLeft(end, e);
            } catch (ProblemException e) {
                if (!isPassing(e.status())) {
                    throw e;
                }
                requireTimeLeft(end, e);
            }
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static boolean isPassing(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    private static <E extends RuntimeException> void requireTimeLeft(long end, E cause) {
        if (end - System.nanoTime() <= 0) {
            throw cause;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
