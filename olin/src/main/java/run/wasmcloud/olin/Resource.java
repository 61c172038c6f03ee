package run.wasmcloud.olin;

import java.io.IOException;

/**
 * What a descriptor leads to. Used by the guest's thread only.
 *
 * <p>An {@link IOException} is answered to the guest as an unknown error, and its message is
 * written to the function's log.
 */
interface Resource {
    /**
     * Reads into a range of the guest's memory.
     *
     * @return how many bytes were read, or an error code; end of file is {@link
     *     OlinError#END_OF_FILE}
     */
    int read(Span target) throws IOException;

    /**
     * Writes a range of the guest's memory.
     *
     * @return how many bytes were written, or an error code
     */
    int write(Span source) throws IOException;

    /** Returns 0 or an error code. */
    default int flush() throws IOException {
        return 0;
    }

    /** Ends the resource; never blocks. */
    default void close() {}
}
