package run.wasmcloud.executor.edge;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A line for each request, written by a thread of its own: requests never wait for the disk. Lines
 * that come faster than they are written are dropped and counted. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AccessLog.class.getName());
    private static final long WAIT_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 5_000;

    private final AccessLogForm form;
    private final @Nullable BlockingQueue<AccessEntry> waiting;
    private final @Nullable RotatedFile file;
    private final @Nullable Thread writer;
    private final AtomicLong dropped = new AtomicLong();
    private long droppedBefore;
    private volatile boolean closed;
    private boolean failing;

    private AccessLog() {
        form = AccessLogForm.COMBINED;
        waiting = null;
        file = null;
        writer = null;
    }

    private AccessLog(AccessLogSettings settings) throws IOException {
        var queue = new ArrayBlockingQueue<AccessEntry>(settings.waiting());
        var opened = new RotatedFile(settings.file(), settings.mostBytes(), settings.kept());
        form = settings.form();
        waiting = queue;
        file = opened;
        writer = Thread.ofPlatform().daemon().name("access-log").start(() -> write(queue, opened));
    }

    /**
     * Opens a log, or one that keeps nothing.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when its file cannot be written
     */
    public static AccessLog open(Optional<AccessLogSettings> settings) {
        if (settings.isEmpty()) {
            return new AccessLog();
        }
        try {
            return new AccessLog(settings.get());
        } catch (IOException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The access log %s cannot be written: %s (expected: a file in a folder that this server may write to)"
                            .formatted(settings.get().file(), e.getMessage()),
                    e);
        }
    }

    /**
     * Adds a line; never blocks.
     *
     * @param entry is asked only when there is a log
     */
    public void add(Supplier<AccessEntry> entry) {
        if (waiting != null && !waiting.offer(entry.get())) {
            dropped.incrementAndGet();
        }
    }

    /** Returns how many lines were dropped. */
    public long dropped() {
        return dropped.get();
    }

    private void write(BlockingQueue<AccessEntry> queue, RotatedFile to) {
        while (!closed || !queue.isEmpty()) {
            try {
                var entry = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    write(entry, to);
                }
                if (queue.isEmpty()) {
                    tellDropped(to);
                    to.flush();
                }
                failing = false;
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }
    }

    private void write(AccessEntry entry, RotatedFile to) throws IOException {
        try {
            to.write(AccessLine.of(entry, form));
        } catch (IOException | RuntimeException e) {
            dropped.incrementAndGet();
            throw e;
        }
    }

    /** Told in the log itself too: who counts its lines must know that some are missing. */
    private void tellDropped(RotatedFile to) throws IOException {
        var now = dropped.get();
        if (now > droppedBefore) {
            var count = now - droppedBefore;
            droppedBefore = now;
            to.write(
                    form == AccessLogForm.JSON
                            ? "{\"dropped\":" + count + "}"
                            : "# dropped " + count + " lines");
            LOG.log(Level.WARNING, "{0} lines of the access log were dropped", count);
        }
    }

    private void fail(Exception e) {
        if (!failing) {
            failing = true;
            LOG.log(Level.ERROR, "the access log cannot be written; its lines are dropped", e);
        }
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        if (writer == null || file == null) {
            return;
        }
        try {
            writer.join(PATIENCE_MILLIS);
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the access log could not be closed", e);
        }
    }
}
