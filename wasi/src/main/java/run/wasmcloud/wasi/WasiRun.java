package run.wasmcloud.wasi;

import run.wasmcloud.runtime.Run;

/** What WASI keeps for one run. Used by the guest's thread only. */
public final class WasiRun {
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final Run run;
    private final Descriptors descriptors;
    private byte[] chunk = new byte[0];

    WasiRun(Run run) {
        this.run = run;
        this.descriptors = new Descriptors(run.request());
    }

    Run run() {
        return run;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    /** Returns what a descriptor leads to; refuses when it is not open. */
    Descriptor descriptor(int number) {
        return descriptors.get(number);
    }

    /** Returns an open directory; refuses when there is none under that number. */
    OpenDirectory directory(int number) {
        if (descriptors.get(number) instanceof OpenDirectory directory) {
            return directory;
        }
        throw new Refused(Errno.NOTDIR);
    }

    /** Returns an open regular file; refuses when there is none under that number. */
    OpenFile file(int number) {
        return switch (descriptors.get(number)) {
            case OpenFile file -> file;
            case OpenDirectory _ -> throw new Refused(Errno.ISDIR);
            case Stream _ -> throw new Refused(Errno.SPIPE);
        };
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
