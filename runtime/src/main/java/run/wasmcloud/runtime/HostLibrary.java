package run.wasmcloud.runtime;

import java.util.List;

/**
 * A set of host functions that share what they keep for a run.
 *
 * @param <S> what is kept for a run; when it is {@link AutoCloseable} it is closed at the run's end
 */
public interface HostLibrary<S> {
    /** Returns the functions, each under a module and name of its own. */
    List<HostFunction<S>> functions();

    /**
     * Makes what is kept for one run; called on the guest's thread at the first call of one of the
     * functions.
     */
    S open(Run run);
}
