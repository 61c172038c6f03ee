package run.wasmcloud.executor.journal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A journal's next file, made before it is needed on a thread of its own. Where it cannot be made,
 * because the disk is full for example, that is tried again each second. Thread-safe.
 */
final class NextFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(NextFile.class.getName());
    private static final long AGAIN_MILLIS = 1_000;

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = State.NONE;
    private @Nullable IOException failure;
    private boolean closed;

    private enum State {
        NONE,
        WANTED,
        READY,
        FAILED
    }

    NextFile(Path path) {
        this.path = path;
        Thread.ofPlatform().daemon().name("journal").start(this::run);
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                switch (state) {
                    case NONE, READY -> changed.awaitUninterruptibly();
                    case WANTED -> make();
                    case FAILED -> {
                        var _ = changed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                        make();
                    }
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** The caller has the lock, and has it again afterwards. */
    private void make() {
        if (closed) {
            return;
        }
        lock.unlock();
        IOException reason = null;
        try {
            Segment.prepare(path);
        } catch (IOException e) {
            reason = e;
        } finally {
            lock.lock();
        }
        made(reason);
    }

    private void made(@Nullable IOException reason) {
        if (reason != null && state != State.FAILED) {
            LOG.log(
                    Level.ERROR,
                    "the journal's next file could not be made: no more runs are admitted until"
                            + " it can; free some disk space",
                    reason);
        } else if (reason == null && state == State.FAILED) {
            LOG.log(Level.INFO, "the journal''s next file could be made again");
        }
        failure = reason;
        state = reason == null ? State.READY : State.FAILED;
        changed.signalAll();
    }

    /** Lets the file be made, if it is not there. Never blocks for long. */
    void want() {
        if (state != State.NONE) {
            return;
        }
        lock.lock();
        try {
            if (state == State.NONE) {
                state = State.WANTED;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the last attempt to make it has failed. */
    boolean isFailing() {
        return state == State.FAILED;
    }

    /** Waits until the file is there or cannot be made; returns whether it is there. */
    boolean await() {
        lock.lock();
        try {
            want();
            while (state == State.WANTED && !closed) {
                changed.awaitUninterruptibly();
            }
            return state == State.READY;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the file, which is no longer the next one.
     *
     * @throws IOException when it cannot be made
     */
    Path take() throws IOException {
        lock.lock();
        try {
            if (!await()) {
                throw closed
                        ? new IOException("the journal is closed")
                        : new IOException(requireNonNull(failure));
            }
            state = State.NONE;
            return path;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
