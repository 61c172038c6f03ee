package run.wasmcloud.panel.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.UserItem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One request to the panel, and what its answer lets the browser keep. Not thread-safe. */
public final class Visit {
    private static final int LONGEST_PATH = 2_000;

    private final ServerRequest request;
    private final Map<String, String> placeholders;
    private final @Nullable FormBody body;
    private final WasmcloudClient visitor;
    private final Keeping keeping;

    /** Lets the browser keep and forget things. */
    interface Keeping {
        void signIn(Session.Identity identity, Instant expiresAt);

        void signOut();

        void keep(String name, byte[] content, Duration time);

        Optional<byte[]> find(String name);

        void forget(String name);

        WasmcloudClient client(AccessToken token);
    }

    Visit(
            ServerRequest request,
            Map<String, String> placeholders,
            @Nullable FormBody body,
            WasmcloudClient visitor,
            Keeping keeping) {
        this.request = request;
        this.placeholders = placeholders;
        this.body = body;
        this.visitor = visitor;
        this.keeping = keeping;
    }

    /** Returns what a placeholder of the path stands for, decoded. */
    public String path(String placeholder) {
        var value = placeholders.get(placeholder);
        if (value == null) {
            throw new IllegalArgumentException("the path has no {" + placeholder + "}");
        }
        return value;
    }

    /**
     * Returns the id that a placeholder of the path stands for.
     *
     * @throws RefusedException {@code NOT_FOUND} when it is none
     */
    public UUID id(String placeholder) {
        try {
            return UUID.fromString(path(placeholder));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.NOT_FOUND, "There is nothing of this id.");
        }
    }

    /** Returns the path and query that were asked for. */
    public String address() {
        var query = request.prologue().query().rawValue();
        var path = request.prologue().uriPath().rawPath();
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Returns a parameter of the query; empty when it is not there. */
    public Optional<String> query(String name) {
        return request.prologue().query().first(name).asOptional();
    }

    /** Returns what was typed into the form; for what a form leads to. */
    public Form form() {
        return body == null ? Form.empty() : Form.of(body.values());
    }

    /** Returns a file of the form; empty when none was chosen. */
    public Optional<Upload> upload(String field) {
        return body == null
                ? Optional.empty()
                : Optional.ofNullable(body.uploads().get(field))
                        .filter(upload -> upload.bytes() > 0 || !upload.fileName().isEmpty());
    }

    /** Tells whether htmx asks, for a part of a page. */
    public boolean isPart() {
        return request.headers().contains(HeaderNames.create("HX-Request"));
    }

    /** Returns a client of the API for nobody. */
    public WasmcloudClient visitor() {
        return visitor;
    }

    /** Returns a client of the API for whom a token says. */
    public WasmcloudClient client(AccessToken token) {
        return keeping.client(token);
    }

    /** Signs a user in: the browser keeps the token, sealed, as long as it is valid. */
    public void signIn(TokenCreated created, UserItem user) {
        keeping.signIn(
                new Session.Identity(new AccessToken(created.token()), user.email(), user.role()),
                created.expiresAt());
    }

    /** Lets the browser forget who is signed in. */
    public void signOut() {
        keeping.signOut();
    }

    /** Lets the browser keep a text, sealed, for some time; scripts cannot read it. */
    public void keep(String name, String text, Duration time) {
        keeping.keep(name, text.getBytes(StandardCharsets.UTF_8), time);
    }

    /** Returns a text that the browser kept, and lets it forget it. */
    public Optional<String> take(String name) {
        var found = keeping.find(name);
        found.ifPresent(_ -> keeping.forget(name));
        return found.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Returns where somebody wanted to go before the sign-in: a path of this panel, whatever the
     * address says.
     */
    public static String ownPath(String wanted, String otherwise) {
        var own =
                wanted.startsWith("/")
                        && wanted.length() <= LONGEST_PATH
                        && !wanted.startsWith("//")
                        && wanted.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
        return own ? wanted : otherwise;
    }
}
