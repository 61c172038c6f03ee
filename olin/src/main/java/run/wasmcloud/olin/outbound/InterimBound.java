package run.wasmcloud.olin.outbound;

import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Ends an exchange whose server sends interim answers (1xx; RFC 9110, section 15.2) without end
 * instead of a final one. Thread-safe.
 */
final class InterimBound implements Http1StreamListener {
    private static final long MOST_BYTES = 64 * 1024;
    private static final int FINAL = 200;

    @Override
    public void onRequestHead(HttpConnection connection, HttpRequest request) {}

    /** A connection is for one exchange, so what it received belongs to this one. */
    @Override
    public void onResponseHead(HttpConnection connection, HttpResponse response) {
        if (response.getCode() < FINAL
                && connection.getEndpointDetails().getReceivedBytesCount() > MOST_BYTES) {
            throw new UncheckedIOException(
                    new IOException(
                            "the server sends interim answers without end (expected: at most %d bytes)"
                                    .formatted(MOST_BYTES)));
        }
    }

    @Override
    public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}
}
