package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.wire.SignedUrlItem;
import run.wasmcloud.model.wire.SignedUrlRequest;
import run.wasmcloud.model.wire.SuspensionItem;
import run.wasmcloud.model.wire.SuspensionRequest;
import run.wasmcloud.store.AddressGrant;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.SignedAddresses;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Suspension;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may call functions. */
final class AccessRoutes {
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final int LONGEST_PATH = 1_000;
    private static final int LONGEST_NOTE = 1_000;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** A path of RFC 3986 section 3.3. */
    private static final Pattern PATH =
            Pattern.compile("/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");

    private static final Pattern CLIMBING = Pattern.compile("/(\\.|%2[eE]){1,2}(/|;|$)");

    private final Store store;
    private final FunctionRoutes functions;
    private final ApiSettings settings;

    AccessRoutes(Store store, FunctionRoutes functions, ApiSettings settings) {
        this.store = store;
        this.functions = functions;
        this.settings = settings;
    }

    Object sign(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var now = Instant.now();
        var wanted =
                request.json(
                        SignedUrlRequest.class,
                        each ->
                                Stream.of(
                                        path(each.path()),
                                        method(each.method()),
                                        expiry(each.expiresAt(), now)));
        var item = signed(function, grant(wanted, now));
        return new Answer(201, Map.of("Location", item.url()), item);
    }

    private static AddressGrant grant(SignedUrlRequest wanted, Instant now) {
        var expiresAt = wanted.expiresAt() == null ? now.plus(USUAL_LIFE) : wanted.expiresAt();
        return new AddressGrant(
                wanted.method() == null ? "GET" : wanted.method(),
                wanted.path() == null ? "/" : wanted.path(),
                wanted.prefix() != null && wanted.prefix(),
                expiresAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private SignedUrlItem signed(Function function, AddressGrant grant) {
        var url =
                "%s%s?%s=%s"
                        .formatted(
                                settings.urlOf(function.name()),
                                grant.path(),
                                SignedAddresses.PARAMETER,
                                store.addresses().sign(function, grant));
        return new SignedUrlItem(
                url, grant.path(), grant.prefix(), grant.method(), grant.expiresAt());
    }

    private static Optional<FieldError> path(@Nullable String path) {
        if (path == null || isPath(path)) {
            return Optional.empty();
        }
        return FieldErrors.error(
                "/path",
                "expected: a path that begins with /, percent-encoded, without . and .. and without"
                        + " a query, at most %d characters".formatted(LONGEST_PATH));
    }

    private static boolean isPath(String path) {
        return path.length() <= LONGEST_PATH
                && PATH.matcher(path).matches()
                && !CLIMBING.matcher(path).find();
    }

    private static Optional<FieldError> method(@Nullable String method) {
        return method == null || METHODS.contains(method)
                ? Optional.empty()
                : FieldErrors.error(
                        "/method", "expected: GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS");
    }

    private static Optional<FieldError> expiry(@Nullable Instant expiresAt, Instant now) {
        return expiresAt == null
                        || (expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST_LIFE)))
                ? Optional.empty()
                : FieldErrors.error(
                        "/expiresAt",
                        "must lie ahead, by at most %d days".formatted(LONGEST_LIFE.toDays()));
    }

    Object revoke(Caller caller, ApiRequest request) {
        store.addresses().revoke(functions.find(caller, request));
        return Answer.noContent();
    }

    Object suspend(Caller caller, ApiRequest request) {
        var name = request.functionName();
        var wanted =
                request.json(
                        SuspensionRequest.class,
                        each -> Stream.of(reason(each.reason()), note(each.note())));
        var note = wanted.note() == null ? "" : wanted.note();
        return store.access()
                .suspend(name, wanted.reason(), note)
                .map(
                        suspension ->
                                Answer.created(
                                        "/v1/functions/%s/suspension".formatted(name),
                                        item(suspension)))
                .orElseThrow(() -> ApiRequest.notFound("function"));
    }

    private static Optional<FieldError> reason(@Nullable SuspensionReason reason) {
        return reason == null
                ? FieldErrors.error("/reason", "must be given: why the function is suspended")
                : Optional.empty();
    }

    private static Optional<FieldError> note(@Nullable String note) {
        return note == null || note.length() <= LONGEST_NOTE
                ? Optional.empty()
                : FieldErrors.error(
                        "/note",
                        "%d characters (expected: at most %d)"
                                .formatted(note.length(), LONGEST_NOTE));
    }

    static SuspensionItem item(Suspension suspension) {
        return new SuspensionItem(suspension.reason(), suspension.note(), suspension.since());
    }

    Object lift(Caller caller, ApiRequest request) {
        if (!store.access().lift(request.functionName())) {
            throw ApiRequest.notFound("suspension");
        }
        return Answer.noContent();
    }
}
