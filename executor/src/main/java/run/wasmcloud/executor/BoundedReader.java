package run.wasmcloud.executor;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

import java.util.HexFormat;

/**
 * Reads a connection's data with a bound on what is collected at once, and holds chunked bodies to
 * their grammar (RFC 9112, section 7.1). The HTTP/1.1 server keeps each chunk in memory as a whole,
 * however long the client says it is, and each chunk's line; and it reads over what stands where a
 * chunk's line end should. Two servers that disagree on where a body ends can be fooled.
 */
final class BoundedReader extends DataReader {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int LONGEST_LINE = 1024;

    private boolean inChunk;

    /** Makes a reader of what a client sends; nobody else may take it. */
    @SuppressWarnings("removal") // Only the constructors that are to go allow a subclass.
    BoundedReader(ClientBytes bytes) {
        super(bytes::next);
    }

    /** The HTTP/1.1 server reads lines this way only in chunked bodies. */
    @Override
    public String readLine() {
        var length = findNewLine(LONGEST_LINE + 1);
        if (length > LONGEST_LINE) {
            throw refused(Status.BAD_REQUEST_400, "A chunk's line is longer than 1 KiB");
        }
        var line = readAsciiString(length);
        super.skip(2);
        if (!line.isEmpty() && !HexFormat.isHexDigit(line.charAt(0))) {
            throw refused(Status.BAD_REQUEST_400, "A chunk begins with no hexadecimal length");
        }
        inChunk = !line.isEmpty();
        return line;
    }

    @Override
    public void skip(int length) {
        if (!inChunk) {
            super.skip(length);
            return;
        }
        inChunk = false;
        if (read() != '\r' || read() != '\n') {
            throw refused(Status.BAD_REQUEST_400, "A chunk is longer than its length says");
        }
    }

    @Override
    public BufferData readBuffer(int length) {
        if (length > LARGEST) {
            throw refused(
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "A chunk of the body is longer than 16 MiB");
        }
        var expectsLineEnd = inChunk;
        // It skips what it reads, which is the chunk and not its line end.
        inChunk = false;
        var chunk = super.readBuffer(length);
        inChunk = expectsLineEnd;
        return chunk;
    }

    private static RequestException refused(Status status, String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .message(message)
                .setKeepAlive(false)
                .build();
    }
}
