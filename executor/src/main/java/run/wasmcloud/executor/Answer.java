package run.wasmcloud.executor;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.wire.Problem;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** The answer to one request, on its way to the client. Used by the request's thread only. */
final class Answer {
    private static final byte[] NOTHING = new byte[0];
    private static final HeaderName INVOCATION = HeaderNames.create("Wasmcloud-Invocation");
    private static final HeaderName REQUEST = HeaderNames.create("X-Request-Id");
    private static final Header RETRY_SOON = HeaderValues.create(HeaderNames.RETRY_AFTER, "1");
    private static final Header CHALLENGE =
            HeaderValues.create(
                    HeaderNames.WWW_AUTHENTICATE, "Wasmcloud-Token realm=\"wasmcloud\"");
    private static final Header PREFERENCE_APPLIED =
            HeaderValues.create("Preference-Applied", "respond-async");
    private static final int NOT_SIGNED_IN = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private Header retry = RETRY_SOON;
    private final ServerResponse response;
    private final InvocationId id;
    private final boolean headRequest;
    private @Nullable OutputStream body;
    private int status;
    private boolean trailers;

    Answer(ServerResponse response, InvocationId id, boolean headRequest) {
        this.response = response;
        this.id = id;
        this.headRequest = headRequest;
    }

    /** Lets a response with a body end with the run's receipt; to be called before it is sent. */
    void wantTrailers() {
        trailers = true;
    }

    /** Returns the status that the client was sent; 0 when it was sent none. */
    int status() {
        return status;
    }

    /** Tells whether a part of the response has gone out. */
    boolean hasBegun() {
        return body != null;
    }

    /** Sends the beginning of a response whose body follows. */
    private OutputStream begin(CgiResponse.Head head) {
        apply(head);
        if (trailers) {
            ReceiptTrailers.announce(response);
        } else if (head.contentLength() >= 0) {
            response.headers().contentLength(head.contentLength());
        }
        status = head.status();
        return response.outputStream();
    }

    private void apply(CgiResponse.Head head) {
        response.status(Status.create(head.status()));
        for (var header : head.headers()) {
            response.headers()
                    .add(HeaderValues.create(HeaderNames.create(header.name()), header.value()));
        }
        identify();
    }

    /** The platform's own headers: a guest's of these names are replaced. */
    private void identify() {
        var text = id.toString();
        response.headers().set(HeaderValues.create(INVOCATION, text));
        response.headers().set(HeaderValues.create(REQUEST, text));
    }

    /**
     * Sends a part of the body, and the head before the first one.
     *
     * @throws ClientGoneException when the client takes nothing more
     */
    void write(CgiResponse.Head head, BodyPart part) throws ClientGoneException {
        try {
            if (body == null) {
                body = begin(head);
            }
            body.write(part.bytes(), 0, part.length());
            body.flush();
        } catch (IOException | RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    /**
     * Ends a response whose body was sent in parts.
     *
     * @param receipt the run's
     * @throws ClientGoneException when the client takes nothing more
     */
    void finish(Receipt receipt) throws ClientGoneException {
        try {
            if (body != null) {
                if (trailers) {
                    ReceiptTrailers.add(response, receipt);
                }
                body.close();
            }
            commit();
        } catch (IOException | RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    /**
     * Sends a response as a whole.
     *
     * @param length how many body bytes the guest has written
     * @param receipt the run's
     * @throws ClientGoneException when the client takes nothing more
     */
    void send(CgiResponse.Head head, BodyPart part, long length, Receipt receipt)
            throws ClientGoneException {
        if (trailers && part.length() > 0) {
            write(head, part);
            finish(receipt);
            return;
        }
        apply(head);
        if (headRequest && head.status() != Status.NO_CONTENT_204.code()) {
            response.headers().contentLength(head.announcedLength().orElse(length));
        }
        status = head.status();
        sendBytes(part.bytes(), part.length());
    }

    /** Says when a refused request may be tried again; in a second, when this is not called. */
    void retryAt(Instant time) {
        var seconds = Math.max(1, Duration.between(Instant.now(), time).toSeconds() + 1);
        retry = HeaderValues.create(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
    }

    /**
     * Sends a problem instead of a response.
     *
     * @throws ClientGoneException when the client takes nothing more
     */
    void send(Problem problem) throws ClientGoneException {
        var json = Problems.json(problem);
        response.status(Status.create(problem.status()));
        identify();
        response.headers().set(HeaderValues.create(HeaderNames.CONTENT_TYPE, Problems.MEDIA_TYPE));
        if (problem.status() == TOO_MANY_REQUESTS || problem.status() == UNAVAILABLE) {
            response.headers().set(retry);
        }
        if (problem.status() == NOT_SIGNED_IN) {
            response.headers().set(CHALLENGE);
        }
        if (headRequest) {
            response.headers().contentLength(json.length);
        }
        status = problem.status();
        sendBytes(json, headRequest ? 0 : json.length);
    }

    /**
     * Says that the request was put into the queue.
     *
     * @param receipt where its receipt will be
     * @throws ClientGoneException when the client takes nothing more
     */
    void sendAccepted(String receipt) throws ClientGoneException {
        response.status(Status.ACCEPTED_202);
        identify();
        response.headers().set(HeaderValues.create(HeaderNames.LOCATION, receipt));
        response.headers().set(PREFERENCE_APPLIED);
        status = Status.ACCEPTED_202.code();
        sendBytes(NOTHING, 0);
    }

    private void sendBytes(byte[] bytes, int length) throws ClientGoneException {
        try {
            if (length == 0) {
                response.send(NOTHING);
            } else {
                response.send(bytes, 0, length);
            }
            commit();
        } catch (RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    private void commit() {
        if (response instanceof RoutingResponse routed) {
            routed.commit();
        }
    }

    /** Says that the connection ends with this answer; to be called before it is sent. */
    void announceClose() {
        response.headers().set(HeaderValues.CONNECTION_CLOSE);
    }

    /** Returns what ends the connection (HTTP/1.1) or the stream (HTTP/2) when it is thrown. */
    static CloseConnectionException cut(String reason) {
        return new CloseConnectionException(reason);
    }
}
