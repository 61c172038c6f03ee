package run.wasmcloud.executor.edge;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections of a port, and the time that their clients have: to send a request's head, TLS
 * handshake included, and to send nothing at all. The HTTP server bounds neither a handshake nor a
 * head that comes byte by byte. Thread-safe.
 *
 * <p>All are looked at a few times a second: cheaper than a timer for each request.
 */
public final class Arrivals implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Arrivals.class.getName());
    private static final Duration ROUND = Duration.ofMillis(250);

    private final long headNanos;
    private final long idleNanos;
    private final Map<SocketAddress, Arrival> arrivals = new ConcurrentHashMap<>();
    private final AtomicLong late = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);

    public Arrivals(Duration headTime, Duration idleTime) {
        headNanos = headTime.toNanos();
        idleNanos = idleTime.toNanos();
        Thread.ofPlatform().daemon().name("arrivals").start(this::run);
    }

    /** Begins a connection's time. */
    public void accept(SocketChannel channel) {
        try {
            arrivals.put(channel.getRemoteAddress(), new Arrival(this, channel));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client has gone at once", e);
        }
    }

    /**
     * Returns a connection's clock.
     *
     * @param remote the client's end of it
     */
    public Arrival of(SocketAddress remote) {
        var arrival = arrivals.get(remote);
        if (arrival == null) {
            throw new IllegalStateException("a connection that was not accepted: " + remote);
        }
        return arrival;
    }

    long headEnd() {
        return System.nanoTime() + headNanos;
    }

    long idleEnd() {
        return System.nanoTime() + idleNanos;
    }

    private void run() {
        try {
            while (!closing.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                var now = System.nanoTime();
                arrivals.values().removeIf(arrival -> isOver(arrival, now));
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private boolean isOver(Arrival arrival, long now) {
        if (arrival.isLate(now)) {
            late.incrementAndGet();
            arrival.end();
        }
        return !arrival.isOpen();
    }

    /** Returns how many connections there are. */
    public int connections() {
        return arrivals.size();
    }

    /** Returns how many connections were ended because their clients took too long. */
    public long late() {
        return late.get();
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
