package run.wasmcloud.executor;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;

/** The body of a request that was answered without reading it. */
final class UnreadBody {
    private static final Logger LOG = System.getLogger(UnreadBody.class.getName());
    private static final long SHORT = 64 * 1024;
    private static final long LONGEST_LINGER = 16 * 1024 * 1024;
    private static final int CHUNK = 16 * 1024;

    private final ServerRequest request;

    private UnreadBody(ServerRequest request) {
        this.request = request;
    }

    static UnreadBody of(ServerRequest request) {
        return new UnreadBody(request);
    }

    /**
     * Tells whether the server may read it by itself before the connection's next request. HTTP/2
     * keeps requests apart, so there the length does not matter.
     */
    boolean isShort() {
        return !CgiRequests.isHttp1(request)
                || !request.content().hasEntity()
                || request.headers().containsToken(HeaderValues.EXPECT_100)
                || isShort(request.headers().contentLength());
    }

    private static boolean isShort(OptionalLong length) {
        return length.isPresent() && length.getAsLong() <= SHORT;
    }

    /**
     * Reads some of it before the connection is closed: a client that is still sending would
     * otherwise see the connection fail and not read the answer.
     */
    void linger() {
        var chunk = new byte[CHUNK];
        try (var body = request.content().inputStream()) {
            long total = 0;
            for (int n = 0; n >= 0 && total < LONGEST_LINGER; n = body.read(chunk)) {
                total += n;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a client ended its request early", e);
        }
    }
}
