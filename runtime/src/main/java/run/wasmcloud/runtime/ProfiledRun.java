package run.wasmcloud.runtime;

import run.wasmcloud.model.Receipt;

/** A run that was sampled. */
public final class ProfiledRun {
    private final Receipt receipt;
    private final byte[] profile;

    ProfiledRun(Receipt receipt, byte[] profile) {
        this.receipt = receipt;
        this.profile = profile;
    }

    /** Returns the account of the run. */
    public Receipt receipt() {
        return receipt;
    }

    /** Returns where it spent its time: a file for the Firefox profiler, JSON in UTF-8. */
    public byte[] profile() {
        return profile.clone();
    }
}
