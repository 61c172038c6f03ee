package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.LogEntry;
import run.wasmcloud.store.LogTail;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends a function's log as it comes, as Server-Sent Events (HTML Living Standard section 9.2). The
 * id of each event is the line's: who comes back with it misses nothing that the log's beginning
 * has.
 */
final class LogFollowing {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final byte[] RETRY = "retry: 1000\n\n".getBytes(UTF_8);
    private static final byte[] ALIVE = ": alive\n\n".getBytes(UTF_8);

    private final LogTail tail;
    private final Optional<String> lastSeen;
    private final BooleanSupplier mayGoOn;
    private final Json json;

    /**
     * Makes it.
     *
     * @param lastSeen the last line that the client has had, when it comes back
     * @param mayGoOn asks again whether the caller may see the log; every few seconds
     */
    LogFollowing(LogTail tail, Optional<String> lastSeen, BooleanSupplier mayGoOn, Json json) {
        this.tail = tail;
        this.lastSeen = lastSeen;
        this.mayGoOn = mayGoOn;
        this.json = json;
    }

    /** Sends until the client goes, may not go on, or has followed for long: it comes back then. */
    void write(OutputStream stream) throws IOException {
        stream.write(RETRY);
        for (var entry : tail.beginning()) {
            if (lastSeen.isEmpty() || entry.id().toString().compareTo(lastSeen.get()) > 0) {
                write(stream, entry);
            }
        }
        stream.flush();
        var end = System.nanoTime() + LONGEST.toNanos();
        while (end - System.nanoTime() > 0 && mayGoOn()) {
            sendUntilCheck(stream);
            stream.write(ALIVE);
            stream.flush();
        }
    }

    private boolean mayGoOn() {
        return !Thread.currentThread().isInterrupted() && mayGoOn.getAsBoolean();
    }

    private void sendUntilCheck(OutputStream stream) throws IOException {
        var check = System.nanoTime() + CHECK.toNanos();
        while (check - System.nanoTime() > 0 && pause()) {
            var entries = tail.next();
            for (var entry : entries) {
                write(stream, entry);
            }
            if (!entries.isEmpty()) {
                stream.flush();
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** JSON has no line ends of its own: an event is one line of data. */
    private void write(OutputStream stream, LogEntry entry) throws IOException {
        stream.write(("id: " + entry.id() + "\nevent: line\ndata: ").getBytes(UTF_8));
        stream.write(json.write(RecordRoutes.item(entry)));
        stream.write("\n\n".getBytes(UTF_8));
    }

    /** Tells whether a check passes. */
    static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (WasmcloudException e) {
            return false;
        }
    }
}
