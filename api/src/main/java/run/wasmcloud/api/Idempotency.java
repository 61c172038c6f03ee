package run.wasmcloud.api;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.IdempotencyKeys;
import run.wasmcloud.store.KeptAnswer;
import run.wasmcloud.store.KeyClaim;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.function.Supplier;

/**
 * Does a request with an {@code Idempotency-Key} once, and answers its repetitions as it was
 * answered, for a day. A request that is refused does nothing, so its key can be used again. After
 * the IETF's draft-ietf-httpapi-idempotency-key-header. Thread-safe.
 */
final class Idempotency {
    static final String FIELD = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = System.getLogger(Idempotency.class.getName());
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private final IdempotencyKeys keys;
    private final Json json;

    Idempotency(IdempotencyKeys keys, Json json) {
        this.keys = keys;
        this.json = json;
    }

    /**
     * Does a request, or answers as when it was done.
     *
     * @throws WasmcloudException {@code REQUEST_UNDER_WAY}, {@code KEY_REUSED}, or what the work
     *     throws
     */
    Object once(Caller caller, ApiRequest request, Supplier<Object> work) {
        var key = request.idempotencyKey();
        if (key.isEmpty()) {
            return work.get();
        }
        var user = caller.user().id();
        return switch (keys.claim(user, key.get())) {
            case KeyClaim.First _ -> first(user, key.get(), request, work);
            case KeyClaim.UnderWay other -> throw underWay(other.since());
            case KeyClaim.Done done -> repeated(request, done.answer());
        };
    }

    private Object first(UserId user, String key, ApiRequest request, Supplier<Object> work) {
        request.takeFingerprint();
        Object value;
        try {
            value = work.get();
        } catch (WasmcloudException e) {
            if (e.code() != ErrorCode.INTERNAL) {
                keys.release(user, key);
            }
            throw e;
        } catch (CloseConnectionException | RequestException e) {
            keys.release(user, key);
            throw e;
        }
        keep(user, key, request, Answer.of(value));
        return value;
    }

    /** What is done is done: when the answer cannot be kept, its repetition learns that much. */
    private void keep(UserId user, String key, ApiRequest request, Answer answer) {
        try {
            keys.keep(user, key, kept(request, answer));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an answer could not be kept for its repetition", e);
        }
    }

    private KeptAnswer kept(ApiRequest request, Answer answer) {
        var body = answer.body() == null ? null : json.writeWithoutSecrets(answer.body());
        if (body != null && body.length > IdempotencyKeys.LARGEST_BODY) {
            throw new IllegalStateException("the answer has %d bytes".formatted(body.length));
        }
        return new KeptAnswer(request.fingerprint(), answer.status(), answer.headers(), body);
    }

    private static Answer repeated(ApiRequest request, KeptAnswer kept) {
        request.takeFingerprint();
        if (!kept.answers(request.fingerprint())) {
            throw new WasmcloudException(
                    ErrorCode.KEY_REUSED,
                    "This %s came with another request (expected: a new key for each request)"
                            .formatted(FIELD));
        }
        var headers = new HashMap<>(kept.headers());
        headers.put(REPLAYED, "true");
        var body = kept.body();
        return new Answer(kept.status(), headers, body == null ? null : new RawJson(body));
    }

    private static WasmcloudException underWay(Instant since) {
        if (since.isAfter(Instant.now().minus(LONGEST_REQUEST))) {
            return new WasmcloudException(
                    ErrorCode.REQUEST_UNDER_WAY,
                    "A request with this %s is under way: ask again in a moment".formatted(FIELD));
        }
        return new WasmcloudException(
                ErrorCode.CONFLICT,
                "What became of the first request with this %s is not known: look whether it was done, and use another key"
                        .formatted(FIELD));
    }
}
