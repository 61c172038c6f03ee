package run.wasmcloud.executor.edge;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;

/** The time that one connection's client has. Thread-safe. */
public final class Arrival {
    private static final Logger LOG = System.getLogger(Arrival.class.getName());

    private final Arrivals arrivals;
    private final SocketChannel channel;
    private long end;
    private int requests;
    private boolean headBegun = true;

    Arrival(Arrivals arrivals, SocketChannel channel) {
        this.arrivals = arrivals;
        this.channel = channel;
        this.end = arrivals.headEnd();
    }

    /** Bytes have come: on an idle HTTP/1.1 connection, the beginning of a head. */
    public synchronized void read() {
        if (requests == 0 && !headBegun) {
            headBegun = true;
            end = arrivals.headEnd();
        }
    }

    /** A request's head is complete. */
    public synchronized void beginRequest() {
        requests++;
    }

    /** A request was answered. */
    public synchronized void endRequest() {
        requests--;
        if (requests == 0) {
            headBegun = false;
            end = arrivals.idleEnd();
        }
    }

    synchronized boolean isLate(long now) {
        return requests == 0 && now - end > 0;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void end() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection could not be closed", e);
        }
    }
}
