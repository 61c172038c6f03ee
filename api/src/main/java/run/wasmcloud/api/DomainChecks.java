package run.wasmcloud.api;

import run.wasmcloud.store.Domains;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has the claims of host names checked again when it is time. Any number of processes may do it:
 * each claim is checked by one.
 */
final class DomainChecks implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DomainChecks.class.getName());
    private static final int AT_ONCE = 100;
    private static final int MINUTES = 5;

    private final Domains domains;
    private final DomainProofs proofs;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("domains").factory());

    DomainChecks(Domains domains, DomainProofs proofs) {
        this.domains = domains;
        this.proofs = proofs;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::check, MINUTES, MINUTES, TimeUnit.MINUTES);
    }

    /** Checks what is due. */
    void check() {
        try {
            var due = domains.takeDue(AT_ONCE);
            while (!due.isEmpty() && !timer.isShutdown()) {
                due.forEach(proofs::check);
                due = domains.takeDue(AT_ONCE);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "host names were not checked; trying again", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
