package run.wasmcloud.api;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A connection that is not cut while its client still sends a body that was refused: the client
 * would see a reset connection and never read why. What comes is thrown away, for a bounded time
 * and up to a bound. RFC 9112 section 9.6.
 */
final class LingeringConnection implements ServerConnection, InterruptableTask<Void> {
    private static final Logger LOG = System.getLogger(LingeringConnection.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long MOST_BYTES = 512L << 20;

    private final ServerConnection connection;
    private final ConnectionContext context;
    private volatile boolean closing;

    LingeringConnection(ServerConnection connection, ConnectionContext context) {
        this.connection = connection;
        this.context = context;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            connection.handle(limit);
        } finally {
            linger();
        }
    }

    private void linger() {
        if (closing || Thread.currentThread().isInterrupted()) {
            return;
        }
        var done = new CountDownLatch(1);
        Thread.ofVirtual().name("wasmcloud-linger").start(() -> closeUnless(done));
        try {
            discard(context.dataReader());
        } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
            LOG.log(Level.TRACE, "the client has closed the connection", e);
        } finally {
            done.countDown();
        }
    }

    private static void discard(DataReader reader) {
        for (long total = 0; total < MOST_BYTES; ) {
            reader.ensureAvailable();
            var available = reader.available();
            reader.skip(available);
            total += available;
        }
    }

    private void closeUnless(CountDownLatch done) {
        try {
            if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                context.serverSocket().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            LOG.log(Level.TRACE, "the connection was closed already", e);
        }
    }

    @Override
    public boolean canInterrupt() {
        return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        closing = true;
        connection.close(interrupt);
    }
}
