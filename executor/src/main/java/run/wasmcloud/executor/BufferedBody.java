package run.wasmcloud.executor;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * A request's body that has come in full before its run begins, so that the run is told its length.
 * It takes no more memory than a streamed one may, and few large ones do at once.
 */
final class BufferedBody implements AutoCloseable {
    static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int SMALL = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Semaphore largeBodies;
    private boolean large;

    private BufferedBody(Semaphore largeBodies) {
        this.largeBodies = largeBodies;
    }

    /**
     * Reads a body to its end.
     *
     * @param most the most bytes that it may have
     * @param largeBodies bounds how many bodies may take much memory at once
     * @throws WasmcloudException {@code TOO_LARGE}, {@code UNAVAILABLE} when too many are large
     * @throws CloseConnectionException when it breaks off
     */
    static BufferedBody read(InputStream body, long most, Semaphore largeBodies) {
        var buffered = new BufferedBody(largeBodies);
        try {
            buffered.fill(body, Math.min(most, MOST_BYTES));
            return buffered;
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            buffered.close();
            throw new CloseConnectionException("the client went away before the body's end", e);
        } catch (RuntimeException e) {
            buffered.close();
            throw e;
        }
    }

    private void fill(InputStream body, long most) throws IOException {
        var chunk = new byte[SMALL];
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            if (bytes.size() + (long) n > most) {
                throw new WasmcloudException(
                        ErrorCode.TOO_LARGE,
                        "The request's body is longer than allowed (expected: at most %d bytes, since the function takes it as a whole)"
                                .formatted(most));
            }
            requireRoom(n);
            bytes.write(chunk, 0, n);
        }
    }

    private void requireRoom(int more) {
        if (!large && bytes.size() + more > SMALL) {
            if (!largeBodies.tryAcquire()) {
                throw new WasmcloudException(
                        ErrorCode.UNAVAILABLE,
                        "Too many large bodies come at once; try again soon");
            }
            large = true;
        }
    }

    int length() {
        return bytes.size();
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public void close() {
        if (large) {
            large = false;
            largeBodies.release();
        }
    }
}
