package run.wasmcloud.runtime;

import java.io.IOException;

/** Where a guest's standard input comes from. Used by the guest's thread only. */
public interface GuestInput {
    /**
     * Reads some bytes, blocking until there is one, the end, or the deadline.
     *
     * @return how many were read, at least 1 unless the length is 0; −1 at the end
     * @throws RunEnded when the deadline comes first, or the client has gone
     */
    int read(byte[] target, int offset, int length, Deadline deadline) throws IOException;

    /** Returns an input that is at its end. */
    static GuestInput empty() {
        return (_, _, length, _) -> length == 0 ? 0 : -1;
    }

    /** Returns an input of these bytes. */
    static GuestInput of(byte[] bytes) {
        return new BytesInput(bytes);
    }
}
