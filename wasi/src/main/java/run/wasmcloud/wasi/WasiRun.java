package run.wasmcloud.wasi;

import run.wasmcloud.runtime.Run;

/** What WASI keeps for one run. Used by the guest's thread only. */
public final class WasiRun {
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final Run run;
    private final Descriptors descriptors = new Descriptors();
    private byte[] chunk = new byte[0];

    WasiRun(Run run) {
        this.run = run;
    }

    Run run() {
        return run;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    /**
     * Returns a buffer for copying this many bytes, or for the first part of them when they are
     * many.
     */
    byte[] chunkFor(long bytes) {
        var wanted = (int) Math.min(bytes, LARGEST_CHUNK);
        if (chunk.length < wanted) {
            chunk = new byte[wanted];
        }
        return chunk;
    }
}
