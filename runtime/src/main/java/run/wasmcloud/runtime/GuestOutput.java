package run.wasmcloud.runtime;

import java.io.IOException;
import java.io.OutputStream;

/** Where a guest's standard output or standard error goes. Used by the guest's thread only. */
public interface GuestOutput {
    /**
     * Writes all of a range, blocking until it is taken or the deadline comes.
     *
     * @throws RunEnded when the deadline comes first, the client has gone, or a bound of the run is
     *     reached
     */
    void write(byte[] source, int offset, int length, Deadline deadline) throws IOException;

    /**
     * Lets what was written go on its way: the guest is about to wait, or has computed for a while.
     * Must not block for long.
     */
    default void flush() {}

    /** Returns an output that forgets what is written. */
    static GuestOutput discarding() {
        return (_, _, _, _) -> {};
    }

    /**
     * Returns an output that writes to a stream and flushes it each time; only for streams that do
     * not block for long.
     */
    static GuestOutput to(OutputStream stream) {
        return (source, offset, length, _) -> {
            stream.write(source, offset, length);
            stream.flush();
        };
    }
}
