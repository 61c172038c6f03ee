package run.wasmcloud.app;

import run.wasmcloud.cli.Shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a server's process until it is asked to end, and lets it end when the server has stopped.
 */
final class Running {
    private final Shell shell;
    private final Duration longestStop;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Begins to listen for the end.
     *
     * @param longestStop how long stopping may take
     */
    Running(Shell shell, Duration longestStop) {
        this.shell = shell;
        this.longestStop = longestStop;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    void say(String line) {
        shell.out().println(line);
        shell.out().flush();
    }

    void awaitEnd() throws InterruptedException {
        stopping.await();
    }

    /** To be called when the server has stopped, or has not started. */
    void stopped() {
        stopped.countDown();
    }

    private void stop() {
        stopping.countDown();
        try {
            if (!stopped.await(longestStop.toMillis(), TimeUnit.MILLISECONDS)) {
                shell.err()
                        .println(
                                "Not everything has stopped in %d s; ending anyway."
                                        .formatted(longestStop.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
