package run.wasmcloud.executor;

import io.helidon.webserver.http.ServerRequest;

import java.util.Optional;

/** Sees the client of one request go away while nothing is read from it or written to it. */
final class Departure implements AutoCloseable {
    private final ServerRequest request;
    private volatile boolean watching;

    Departure(ServerRequest request) {
        this.request = request;
    }

    /**
     * Begins to look out for it. Never blocks.
     *
     * @param body the request's, if it has one: on an HTTP/1.1 connection nothing can be seen
     *     before its end
     * @param whenGone is called on another thread, perhaps after the request has ended
     */
    void watch(Optional<RequestBody> body, Runnable whenGone) {
        var bytes = ClientPeer.of(request).bytes();
        if (!CgiRequests.isHttp1(request)) {
            watching = true;
            bytes.streams().watch(request.id(), whenGone);
        } else if (body.isPresent()) {
            body.get().watch(() -> bytes.watch(whenGone), whenGone);
        } else {
            bytes.watch(whenGone);
        }
    }

    /** The request has ended: its stream is of no more interest. */
    @Override
    public void close() {
        if (watching) {
            ClientPeer.of(request).bytes().streams().forget(request.id());
        }
    }
}
