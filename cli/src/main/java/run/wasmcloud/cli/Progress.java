package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.UploadListener;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One line on a terminal that says how far something is, and goes away before anything else is
 * written. Where standard error is no terminal, nothing. Thread-safe.
 */
final class Progress implements UploadListener {
    private static final int WIDTH = 24;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final String ERASED = "\r\u001b[K";

    private final PrintStream terminal;
    private final boolean shown;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean drawn;
    private long drawnAt;
    private @Nullable Long waitingSince;

    Progress(Shell shell) {
        this.terminal = shell.err();
        this.shown = shell.errTerminal() && shell.variable("TERM").filter("dumb"::equals).isEmpty();
    }

    @Override
    public void sent(long bytes, long total) {
        locked(
                () -> {
                    if (total > 0 && bytes >= total) {
                        draw(
                                "Sent %s; the server checks and compiles it"
                                        .formatted(Quantities.bytes(total)));
                    } else if (isDue()) {
                        draw(sending(bytes, total));
                    }
                });
    }

    /** Says what is waited for, and for how long already. */
    void waiting(String what) {
        locked(
                () -> {
                    var now = System.nanoTime();
                    if (waitingSince == null) {
                        waitingSince = now;
                    }
                    if (isDue()) {
                        var waited = Duration.ofNanos(now - waitingSince).toSeconds();
                        draw("%s … %d s".formatted(what, waited));
                    }
                });
    }

    /** Takes the line away. */
    void clear() {
        locked(
                () -> {
                    if (drawn) {
                        terminal.print(ERASED);
                        terminal.flush();
                    }
                    drawn = false;
                    waitingSince = null;
                });
    }

    /** Returns for example {@code Sending [###### ] 25 % of 4.0 MiB}. */
    static String sending(long bytes, long total) {
        if (total <= 0) {
            return "Sending: %s".formatted(Quantities.bytes(bytes));
        }
        var full = (int) (bytes * WIDTH / total);
        return "Sending [%s%s] %d %% of %s"
                .formatted(
                        "#".repeat(full),
                        " ".repeat(WIDTH - full),
                        bytes * 100 / total,
                        Quantities.bytes(total));
    }

    private boolean isDue() {
        return !drawn || System.nanoTime() - drawnAt >= INTERVAL.toNanos();
    }

    private void draw(String line) {
        terminal.print(ERASED + line);
        terminal.flush();
        drawn = true;
        drawnAt = System.nanoTime();
    }

    private void locked(Runnable drawing) {
        if (!shown) {
            return;
        }
        lock.lock();
        try {
            drawing.run();
        } finally {
            lock.unlock();
        }
    }
}
