package run.wasmcloud.api;

import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The body of a request that was refused before it was read. */
final class UnreadUpload {
    private static final Logger LOG = System.getLogger(UnreadUpload.class.getName());
    private static final long MOST = 256L << 20;
    private static final int CHUNK = 64 * 1024;

    private UnreadUpload() {}

    /**
     * Reads and forgets what is left, up to a bound: a client that is still sending would see its
     * connection fail and never read why it was refused.
     */
    static void discard(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return;
        }
        var chunk = new byte[CHUNK];
        try {
            var body = request.content().inputStream();
            long total = 0;
            for (int n = 0; n >= 0 && total < MOST; n = body.read(chunk)) {
                total += n;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a refused request's body ended early", e);
        }
    }
}
