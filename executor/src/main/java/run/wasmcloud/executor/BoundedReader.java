package run.wasmcloud.executor;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/**
 * Reads a connection's data with a bound on what is collected at once: the HTTP/1.1 server keeps
 * each chunk of a chunked body in memory as a whole, however long the client says it is.
 */
final class BoundedReader extends DataReader {
    private static final int LARGEST = 16 * 1024 * 1024;

    /** Makes a reader of what a client sends; nobody else may take it. */
    @SuppressWarnings("removal") // Only the constructors that are to go allow a subclass.
    BoundedReader(ClientBytes bytes) {
        super(bytes::next);
    }

    @Override
    public BufferData readBuffer(int length) {
        if (length > LARGEST) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .status(Status.REQUEST_ENTITY_TOO_LARGE_413)
                    .message("A chunk of the body is longer than 16 MiB")
                    .setKeepAlive(false)
                    .build();
        }
        return super.readBuffer(length);
    }
}
