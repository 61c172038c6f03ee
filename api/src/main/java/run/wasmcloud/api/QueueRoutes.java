package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.model.wire.StoredResultItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.QueueItem;
import run.wasmcloud.store.QueueRequest;
import run.wasmcloud.store.QueueResult;
import run.wasmcloud.store.Store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Asynchronous invocations, and those that are dead. */
final class QueueRoutes {
    private final Store store;
    private final FunctionRoutes functions;

    QueueRoutes(Store store, FunctionRoutes functions) {
        this.store = store;
        this.functions = functions;
    }

    Object enqueue(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        requireRunnable(function);
        var most = Math.min(QueueRequest.MOST_BODY_BYTES, caller.limits().requestBodyBytes());
        var body = request.bytes(most, ofPlan("The body of an asynchronous invocation", caller));
        var id = InvocationId.create();
        store.queue()
                .enqueue(
                        id,
                        function,
                        new QueueRequest(Trigger.QUEUE, "/", contentType(request), body));
        return accepted(caller, id);
    }

    /** Names a thing whose size the caller's plan bounds. */
    static String ofPlan(String what, Caller caller) {
        return "%s of the plan %s".formatted(what, Json.word(caller.user().plan()));
    }

    private static void requireRunnable(Function function) {
        if (function.suspension().isPresent()) {
            throw new WasmcloudException(ErrorCode.SUSPENDED, "The function is suspended");
        }
        if (function.activeDeployment().isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "Nothing is deployed to the function: deploy a module first");
        }
    }

    private static @Nullable String contentType(ApiRequest request) {
        var type = request.header("Content-Type");
        if (type.isPresent() && type.get().length() > QueueRequest.LONGEST_TYPE) {
            throw new WasmcloudException(
                    ErrorCode.WRONG_MEDIA_TYPE,
                    "Content-Type has %d characters (expected: at most %d)"
                            .formatted(type.get().length(), QueueRequest.LONGEST_TYPE));
        }
        return type.orElse(null);
    }

    private Answer accepted(Caller caller, InvocationId id) {
        return new Answer(202, Map.of("Location", "/v1/invocations/" + id), item(find(caller, id)));
    }

    private QueueItem find(Caller caller, InvocationId id) {
        return store.queue()
                .find(caller.user().id(), id)
                .orElseThrow(() -> ApiRequest.notFound("invocation"));
    }

    Object deadLetters(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return FunctionRoutes.page(
                store.queue().deadLetters(function.id(), request.cursor(), request.limit()),
                QueueRoutes::item);
    }

    Object requeue(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var id = new InvocationId(request.id("dead letter"));
        if (!store.queue().requeue(function, id)) {
            throw ApiRequest.notFound("dead letter");
        }
        return accepted(caller, id);
    }

    Object discard(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        if (!store.queue().discard(function, new InvocationId(request.id("dead letter")))) {
            throw ApiRequest.notFound("dead letter");
        }
        return Answer.noContent();
    }

    static QueuedInvocationItem item(QueueItem item) {
        return new QueuedInvocationItem(
                item.id().value(),
                item.function().value(),
                item.trigger(),
                item.state(),
                item.attempts(),
                item.nextAttemptAt().orElse(null),
                item.reason().isEmpty() ? null : item.reason(),
                item.lastRun().map(InvocationId::value).orElse(null),
                item.result().map(QueueRoutes::result).orElse(null),
                item.createdAt(),
                item.finishedAt().orElse(null));
    }

    private static StoredResultItem result(QueueResult result) {
        var text = text(result.body());
        return new StoredResultItem(
                result.httpStatus(),
                result.contentType(),
                result.bytes(),
                result.isTruncated(),
                text.isPresent() ? "utf-8" : "base64",
                text.orElseGet(() -> Base64.getEncoder().encodeToString(result.body())));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
