package run.wasmcloud.executor;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.executor.HostNames.Place;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Queue;
import run.wasmcloud.store.QueueRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Takes requests whose clients do not want to wait ({@code Prefer: respond-async}, RFC 7240 section
 * 4.1) and puts them into the queue. Thread-safe.
 */
final class AsynchronousCalls {
    private static final HeaderName PREFER = HeaderNames.create("Prefer");
    private static final String PREFERENCE = "respond-async";
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);

    private final Queue queue;
    private final Watchdog watchdog;
    private final String api;

    /**
     * @param api where the API answers, which has the receipts
     */
    AsynchronousCalls(Queue queue, Watchdog watchdog, String api) {
        this.queue = queue;
        this.watchdog = watchdog;
        this.api = api;
    }

    /** Tells whether a request is one of those. What is no POST is answered as it always is. */
    static boolean isOne(ServerRequest request) {
        return request.prologue().method().text().equals("POST")
                && request.headers().all(PREFER, List::of).stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .anyMatch(each -> each.split(";")[0].strip().equalsIgnoreCase(PREFERENCE));
    }

    /**
     * Puts a request into the queue.
     *
     * @return where its receipt will be
     * @throws WasmcloudException {@code TOO_LARGE}, or {@code TOO_MANY_REQUESTS} when the queue is
     *     full
     */
    String take(ServerRequest request, Place place, ActiveDeployment deployment, InvocationId id) {
        var most =
                Math.min(QueueRequest.MOST_BODY_BYTES, deployment.planLimits().requestBodyBytes());
        var queued =
                new QueueRequest(
                        Trigger.QUEUE, target(request, place), type(request), body(request, most));
        queue.add(id, deployment.function(), deployment.owner(), queued);
        return api + "/v1/invocations/" + id;
    }

    private static String target(ServerRequest request, Place place) {
        var path = CgiRequests.rawPath(request).substring(place.scriptName().length());
        var query = SignatureParameter.removed(CgiRequests.rawQuery(request));
        var target = (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
        if (target.length() > QueueRequest.LONGEST_TARGET) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "The path and query of an asynchronous invocation may have at most %d characters"
                            .formatted(QueueRequest.LONGEST_TARGET));
        }
        return target;
    }

    private static @Nullable String type(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.length() <= QueueRequest.LONGEST_TYPE)
                .orElse(null);
    }

    private byte[] body(ServerRequest request, long most) {
        if (request.headers().contentLength().orElse(0) > most) {
            throw tooLarge(most);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (var _ = watchdog.watch(LONGEST_BODY, () -> {});
                var stream = request.content().inputStream()) {
            var body = stream.readNBytes((int) most + 1);
            if (body.length > most) {
                throw tooLarge(most);
            }
            return body;
        } catch (IOException | UncheckedIOException e) {
            throw Answer.cut("the client went away before the body's end: " + e);
        }
    }

    private static WasmcloudException tooLarge(long most) {
        return new WasmcloudException(
                ErrorCode.TOO_LARGE,
                "The body of an asynchronous invocation may have at most %d bytes".formatted(most));
    }
}
