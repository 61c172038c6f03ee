package run.wasmcloud.runtime;

import run.wasmcloud.model.Outcome;

/** Thrown by a host function to end the run there and then; the guest never sees it return. */
public final class RunEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    /** Ends the run with an outcome. */
    public RunEnded(Outcome outcome) {
        super(outcome.kind(), null, false, false);
        this.outcome = outcome;
    }

    /** Returns how the run ended. */
    public Outcome outcome() {
        return outcome;
    }
}
