package run.wasmcloud.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells what executors keep in memory and must read again. A change made through this process is
 * told before the call that made it returns; one made elsewhere is told at once as a rule, and
 * within seconds at the latest. The same change may be told more than once. Thread-safe.
 */
public final class Changes {
    private static final Logger LOG = System.getLogger(Changes.class.getName());

    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();

    Changes() {}

    /**
     * Asks for all changes from now on. The subscriber is called by several threads, also at once,
     * and must neither block nor throw.
     *
     * @return ends the subscription when closed
     */
    public Subscription subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Tells of a change that is committed. */
    void publish(Change change) {
        subscribers.forEach(subscriber -> tell(subscriber, change));
    }

    /** The change is committed, so its maker must not fail for a subscriber's fault. */
    private static void tell(Consumer<Change> subscriber, Change change) {
        try {
            subscriber.accept(change);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a subscriber failed at " + change, e);
        }
    }

    /** Ends when it is closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
