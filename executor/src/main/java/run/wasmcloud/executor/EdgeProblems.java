package run.wasmcloud.executor;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.WasmcloudException;

import java.util.Arrays;

/** Says as problems what the HTTP server refuses before a request reaches the handler. */
final class EdgeProblems implements DirectHandler {
    /** What the server says of too many header bytes; its status is that of any bad request. */
    private static final String HEADERS_TOO_LARGE = "Header size exceeded";

    private final Problems problems;

    private EdgeProblems(Problems problems) {
        this.problems = problems;
    }

    /** Returns the handlers for everything that the server refuses. */
    static DirectHandlers handlers(Problems problems) {
        var handlers = DirectHandlers.builder();
        var handler = new EdgeProblems(problems);
        Arrays.stream(EventType.values()).forEach(type -> handlers.addHandler(type, handler));
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var id = InvocationId.create();
        var error = error(status, message);
        headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, Problems.MEDIA_TYPE));
        headers.set(HeaderValues.create("X-Request-Id", id.toString()));
        return TransportResponse.builder()
                .status(Status.create(error.code().status(), error.code().title()))
                .headers(headers)
                .keepAlive(false)
                .entity(Problems.json(problems.of(error, id)))
                .build();
    }

    private static WasmcloudException error(Status status, @Nullable String message) {
        var code = HEADERS_TOO_LARGE.equals(message) ? ErrorCode.HEADERS_TOO_LARGE : code(status);
        return new WasmcloudException(
                code,
                code == ErrorCode.INTERNAL || message == null || message.isEmpty()
                        ? code.title()
                        : message);
    }

    private static ErrorCode code(Status status) {
        return switch (status.code()) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.TOO_LARGE;
            case 414, 431 -> ErrorCode.HEADERS_TOO_LARGE;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status.code() < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL;
        };
    }
}
