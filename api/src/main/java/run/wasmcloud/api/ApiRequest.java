package run.wasmcloud.api;

import static java.util.Objects.requireNonNull;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request, read with its bounds. Used by one thread. */
final class ApiRequest {
    private static final int LARGEST_JSON = 1 << 20;
    private static final int MOST_ITEMS = 1_000;
    private static final int USUAL_ITEMS = 50;
    private static final int LONGEST_PROGRAM = 50;
    private static final int BUFFER = 16 * 1024;
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");
    private static final String BEARER = "bearer ";

    private final ServerRequest request;
    private final Json json;
    private final TrustedProxies proxies;
    private @Nullable MessageDigest fingerprint;

    ApiRequest(ServerRequest request, Json json, TrustedProxies proxies) {
        this.proxies = proxies;
        this.request = request;
        this.json = json;
    }

    /**
     * Returns the token of the {@code Authorization} header; empty when there is none. RFC 6750
     * section 2.1.
     */
    Optional<String> bearerToken() {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** Returns a header field; empty when it is not there once. */
    Optional<String> header(String name) {
        var values = request.headers().all(HeaderNames.create(name), List::of);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /**
     * Returns the media type of the body, without parameters, lower case; empty when there is none.
     */
    String mediaType() {
        var value = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        return value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether a route concerns nothing but a function, one invocation, or who is asking. The
     * invocation may be another function's.
     */
    boolean isBelow(FunctionName function) {
        var path = request.path().path();
        var root = "/v1/functions/" + function;
        return asksWhoIsAsking(path)
                || path.startsWith("/v1/invocations/")
                || path.equals(root)
                || path.startsWith(root + "/");
    }

    /** Tells whether a route concerns one function or another. */
    boolean isBelowAnyFunction() {
        return request.path().path().startsWith("/v1/functions/");
    }

    private boolean asksWhoIsAsking(String path) {
        return path.equals("/v1/whoami") && request.prologue().method().text().equals("GET");
    }

    /** Returns what the client says it is: at most 100 characters, of one line. */
    String program() {
        var name = request.headers().first(HeaderNames.USER_AGENT).orElse("").strip();
        var line = name.codePoints().map(each -> Character.isISOControl(each) ? ' ' : each);
        var text =
                line.limit(LONGEST_PROGRAM)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return text.isEmpty() ? "unknown program" : text;
    }

    /**
     * Returns the key that says which requests are the same; empty when there is none, or when the
     * request is no POST.
     *
     * @throws WasmcloudException {@code MALFORMED_REQUEST} when it is no such key
     */
    Optional<String> idempotencyKey() {
        var values = request.headers().all(HeaderNames.create(Idempotency.FIELD), List::of);
        if (values.isEmpty() || !request.prologue().method().equals(Method.POST)) {
            return Optional.empty();
        }
        var key = values.getFirst();
        if (values.size() > 1 || !IDEMPOTENCY_KEY.matcher(key).matches()) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST,
                    Idempotency.FIELD + " (expected: once, 1 to 255 visible ASCII characters)");
        }
        return Optional.of(key);
    }

    /** From now on, what tells this request from others is taken of it. */
    void takeFingerprint() {
        var digest = sha256();
        var prologue = request.prologue();
        var head =
                String.join(
                        "\n",
                        prologue.method().text(),
                        prologue.uriPath().rawPath(),
                        prologue.query().rawValue(),
                        mediaType(),
                        "");
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        fingerprint = digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Returns what tells this request from others, of its whole body.
     *
     * @throws WasmcloudException {@code TOO_LARGE} when the body is larger than any may be
     */
    byte[] fingerprint() {
        var digest = requireNonNull(fingerprint, "takeFingerprint comes first");
        if (request.content().hasEntity() && !request.content().consumed()) {
            drain();
        }
        fingerprint = null;
        return digest.digest();
    }

    private void drain() {
        try {
            var rest = body();
            var buffer = new byte[BUFFER];
            var total = 0L;
            for (var count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
                total += count;
                if (total > ApiServer.LARGEST_BODY) {
                    throw tooLarge(ApiServer.LARGEST_BODY, "A body");
                }
            }
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            throw gone(e);
        }
    }

    private InputStream body() {
        var stream = request.content().inputStream();
        return fingerprint == null ? stream : new DigestInputStream(stream, fingerprint);
    }

    /** Returns the client's network address. */
    InetAddress address() {
        return address(request, proxies);
    }

    /**
     * Returns the network address of a request's client: the peer, or whom a trusted proxy names.
     *
     * @throws WasmcloudException {@code MALFORMED_REQUEST} when a trusted proxy's header is none
     */
    static InetAddress address(ServerRequest request, TrustedProxies proxies) {
        if (!(request.remotePeer().address() instanceof InetSocketAddress peer)
                || peer.getAddress() == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return proxies.origin(
                            peer.getAddress(),
                            peer.getPort(),
                            name -> request.headers().all(HeaderNames.create(name), List::of))
                    .address();
        } catch (IllegalArgumentException e) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST,
                    "What the proxy tells of its client is malformed: " + e.getMessage(),
                    e);
        }
    }

    /** Returns a part of the path. */
    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /**
     * Returns the function's name in the path.
     *
     * @throws WasmcloudException {@code NOT_FOUND} when no function could have it
     */
    FunctionName functionName() {
        var name = path("name");
        if (!FunctionName.isValid(name)) {
            throw notFound("function");
        }
        return new FunctionName(name);
    }

    /**
     * Returns an id in the path.
     *
     * @param what names the thing in the error
     * @throws WasmcloudException {@code NOT_FOUND} when it is no UUID
     */
    UUID id(String what) {
        try {
            return UUID.fromString(path("id"));
        } catch (IllegalArgumentException e) {
            throw notFound(what);
        }
    }

    /** Returns the error for a thing that is not there, or is another user's. */
    static WasmcloudException notFound(String what) {
        return new WasmcloudException(ErrorCode.NOT_FOUND, "There is no such " + what);
    }

    /** Returns a query parameter; empty when it is not given. */
    Optional<String> query(String name) {
        var query =
                request.query(); // Its Optional values need Helidon's service registry, which the
        // jar leaves out.
        return query.contains(name) ? Optional.of(query.get(name)) : Optional.empty();
    }

    /**
     * Returns a query parameter read in a form of its own.
     *
     * @param expected what the error says is expected
     */
    <T> Optional<T> query(String name, String expected, Function<String, T> form) {
        return query(name)
                .map(
                        text -> {
                            try {
                                return form.apply(text);
                            } catch (IllegalArgumentException | DateTimeParseException e) {
                                throw invalid(
                                        "?" + name,
                                        "'%s' (expected: %s)".formatted(text, expected));
                            }
                        });
    }

    /** Returns a query parameter that is one of an enum's words. */
    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        var words =
                Arrays.stream(type.getEnumConstants())
                        .map(Json::word)
                        .collect(Collectors.joining(", "));
        return query(name, words, text -> constant(type, text));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Json.word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    Optional<Instant> time(String name) {
        return query(name, "a time like 2026-01-31T12:00:00Z", Instant::parse);
    }

    boolean flag(String name, boolean otherwise) {
        return query(name, "true or false", ApiRequest::flagOf).orElse(otherwise);
    }

    private static boolean flagOf(String text) {
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Returns how many items of a list are asked for. */
    int limit() {
        return query("limit", "1 to " + MOST_ITEMS, ApiRequest::limitOf).orElse(USUAL_ITEMS);
    }

    private static int limitOf(String text) {
        var limit = Integer.parseInt(text);
        if (limit < 1 || limit > MOST_ITEMS) {
            throw new IllegalArgumentException(text);
        }
        return limit;
    }

    Optional<String> cursor() {
        return query("cursor");
    }

    /** Returns the condition on what the request changes. */
    IfMatch ifMatch() {
        var values = request.headers().all(HeaderNames.IF_MATCH, List::of);
        return new IfMatch(
                values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values)));
    }

    static WasmcloudException invalid(String pointer, String detail) {
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE,
                "%s: %s".formatted(pointer, detail),
                List.of(new FieldError(pointer, detail)),
                null);
    }

    /**
     * Reads the body as JSON.
     *
     * @throws WasmcloudException {@code WRONG_MEDIA_TYPE}, {@code TOO_LARGE}, or what {@link
     *     Json#read(byte[], Class)} throws
     */
    <T> T json(Class<T> type) {
        return json(type, _ -> Stream.empty());
    }

    /**
     * Reads the body as JSON and checks its values.
     *
     * @param checks what is wrong with the values; a field of another form is null to them
     * @throws WasmcloudException {@code WRONG_MEDIA_TYPE}, {@code TOO_LARGE}, or what {@link
     *     Json#read(byte[], Class, Function)} throws
     */
    <T> T json(Class<T> type, Function<T, Stream<Optional<FieldError>>> checks) {
        requireMediaType("application/json");
        return json.read(bytes(LARGEST_JSON, "A JSON body"), type, checks);
    }

    /**
     * Reads a part of the body as JSON.
     *
     * @throws WasmcloudException what {@link Json#read(byte[], Class)} throws
     */
    <T> T read(byte[] part, Class<T> type) {
        return json.read(part, type);
    }

    /**
     * Reads the body as a form.
     *
     * @param bounds the most bytes of each part that there may be
     * @throws WasmcloudException {@code WRONG_MEDIA_TYPE}, or what {@link FormParts#read} throws
     */
    FormParts parts(Map<String, Long> bounds) {
        requireMediaType(FormParts.MEDIA_TYPE);
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        var body = request.content().hasEntity() ? body() : InputStream.nullInputStream();
        return FormParts.read(body, type, bounds);
    }

    /** Refuses a body of another media type. */
    void requireMediaType(String expected) {
        if (!mediaType().equals(expected)) {
            throw new WasmcloudException(
                    ErrorCode.WRONG_MEDIA_TYPE,
                    "Content-Type '%s' (expected: %s)".formatted(mediaType(), expected));
        }
    }

    /**
     * Reads the whole body.
     *
     * @param most the most bytes it may have
     * @param what names the body in the error
     * @throws WasmcloudException {@code TOO_LARGE}
     */
    byte[] bytes(long most, String what) {
        var announced = request.headers().contentLength().orElse(0);
        if (announced > most) {
            throw tooLarge(most, what);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            var bytes = body().readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > most) {
                throw tooLarge(most, what);
            }
            return bytes;
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            throw gone(e);
        }
    }

    private static CloseConnectionException gone(Exception cause) {
        return new CloseConnectionException("the client went away before the body's end", cause);
    }

    private static WasmcloudException tooLarge(long most, String what) {
        return new WasmcloudException(
                ErrorCode.TOO_LARGE, "%s may have at most %d bytes here".formatted(what, most));
    }

    ServerRequest server() {
        return request;
    }
}
