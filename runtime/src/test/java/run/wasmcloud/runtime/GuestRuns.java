package run.wasmcloud.runtime;

import run.wasmcloud.model.Receipt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for runs that go on on other threads; no longer than a test may take. */
public final class GuestRuns {
    private static final long LONGEST_SECONDS = 120;

    private GuestRuns() {}

    /**
     * Returns a run's account.
     *
     * @throws RuntimeException the very one that the run could not begin with
     * @throws AssertionError when it does not end
     */
    public static Receipt await(Future<Receipt> run) {
        try {
            return run.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError("the guest did not end as a run", e);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("the guest did not end as a run", e);
        }
    }
}
