package run.wasmcloud.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;

import java.util.Arrays;
import java.util.UUID;

/** Says as {@code application/problem+json} (RFC 9457) what went wrong. Thread-safe. */
final class ApiProblems implements DirectHandler {
    static final String MEDIA_TYPE = "application/problem+json";
    static final String REQUEST_ID = "X-Request-Id";

    private final String types;
    private final Json json;

    /**
     * Makes problems.
     *
     * @param types what the address of the page about a kind of problem begins with
     */
    ApiProblems(String types, Json json) {
        this.types = types;
        this.json = json;
    }

    /** Returns the problem that an error is to the caller. */
    Problem of(WasmcloudException e, UUID requestId) {
        return new Problem(
                types + e.code().slug(),
                e.code().title(),
                e.code().status(),
                e.detail(),
                "urn:uuid:" + requestId,
                e.errors(),
                e instanceof InvalidModuleException invalid ? invalid.report() : null,
                null);
    }

    /** Returns the handlers for everything that the HTTP server refuses before a route is found. */
    DirectHandlers directHandlers() {
        var handlers = DirectHandlers.builder();
        Arrays.stream(EventType.values()).forEach(type -> handlers.addHandler(type, this));
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var id = UuidV7.next();
        var error = error(status, message);
        headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, MEDIA_TYPE));
        headers.set(HeaderValues.create(REQUEST_ID, id.toString()));
        return TransportResponse.builder()
                .status(Status.create(error.code().status()))
                .headers(headers)
                .keepAlive(false)
                .entity(json.write(of(error, id)))
                .build();
    }

    static WasmcloudException error(Status status, @Nullable String message) {
        var code = code(status);
        return new WasmcloudException(
                code,
                switch (code) {
                    case INTERNAL -> "Something went wrong on our side";
                    case TOO_LARGE ->
                            "The body is too large (expected: at most %d bytes)"
                                    .formatted(ApiServer.LARGEST_BODY);
                    default -> message == null ? code.title() : message;
                });
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
