package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.SessionRequest;
import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.TokenItem;
import run.wasmcloud.model.wire.TokenRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.IssuedToken;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Signing in and out, and tokens for programs. */
final class SessionRoutes {
    private static final Duration SESSION_LIFE = Duration.ofHours(12);
    private static final Duration TOKEN_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_CREDENTIAL = 1_000;

    private final Store store;
    private final AccountSettings settings;

    SessionRoutes(Store store, AccountSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    Object signIn(ApiRequest request) {
        var wanted =
                request.json(
                        SessionRequest.class,
                        each ->
                                Stream.of(
                                        credential("/email", each.email()),
                                        credential("/password", each.password())));
        var user =
                store.signInAttempts()
                        .make(
                                settings.allowances().signIn(),
                                wanted.email(),
                                () -> store.users().signIn(wanted.email(), wanted.password()));
        return signedIn(request, user);
    }

    /** Begins a session of a user, who has shown to be that. */
    Answer signedIn(ApiRequest request, User user) {
        store.signInAttempts().remember(user.id());
        var issued =
                store.tokens()
                        .issue(
                                user.id(),
                                Token.Kind.SESSION,
                                request.program(),
                                TokenScope.ADMIN,
                                Instant.now().plus(SESSION_LIFE));
        return Answer.created("/v1/sessions/" + issued.token().id(), created(issued));
    }

    Object sessions(Caller caller, ApiRequest request) {
        return items(caller, Token.Kind.SESSION);
    }

    Object tokens(Caller caller, ApiRequest request) {
        return items(caller, Token.Kind.API);
    }

    private Page<TokenItem> items(Caller caller, Token.Kind kind) {
        var tokens = store.tokens().list(caller.user().id(), kind);
        return new Page<>(tokens.stream().map(token -> item(caller, token)).toList(), null);
    }

    Object signOut(Caller caller, ApiRequest request) {
        var id =
                request.path("id").equals("current")
                        ? caller.token()
                        : new TokenId(request.id("session"));
        return revoke(caller, id, "session");
    }

    Object revokeToken(Caller caller, ApiRequest request) {
        return revoke(caller, new TokenId(request.id("token")), "token");
    }

    private Answer revoke(Caller caller, TokenId id, String what) {
        if (!store.tokens().revoke(caller.user().id(), id)) {
            throw ApiRequest.notFound(what);
        }
        return Answer.noContent();
    }

    Object createToken(Caller caller, ApiRequest request) {
        var wanted = request.json(TokenRequest.class, each -> errors(caller, each));
        var issued =
                store.tokens()
                        .issue(
                                caller.user().id(),
                                Token.Kind.API,
                                wanted.name(),
                                wanted.scope(),
                                Optional.ofNullable(wanted.function())
                                        .flatMap(name -> find(caller, name)),
                                expiresAt(wanted));
        return Answer.created("/v1/tokens/" + issued.token().id(), created(issued));
    }

    private Stream<Optional<FieldError>> errors(Caller caller, TokenRequest wanted) {
        return Stream.of(
                name(wanted.name()),
                scope(caller, wanted.scope()),
                expiry(expiresAt(wanted)),
                function(caller, wanted.function()));
    }

    private static Instant expiresAt(TokenRequest wanted) {
        return wanted.expiresAt() == null ? Instant.now().plus(TOKEN_LIFE) : wanted.expiresAt();
    }

    private static Optional<FieldError> credential(String pointer, @Nullable String value) {
        return value == null || value.isEmpty() || value.length() > LONGEST_CREDENTIAL
                ? FieldErrors.error(
                        pointer,
                        "must be given, with at most %d characters".formatted(LONGEST_CREDENTIAL))
                : Optional.empty();
    }

    private static Optional<FieldError> name(@Nullable String name) {
        return FieldErrors.text("/name", name, LONGEST_NAME);
    }

    private static Optional<FieldError> scope(Caller caller, @Nullable TokenScope scope) {
        if (scope == null) {
            return FieldErrors.error("/scope", "must be given: invoke, read, deploy or admin");
        }
        return caller.scope().includes(scope)
                ? Optional.empty()
                : FieldErrors.error("/scope", "may not be wider than that of the token that asks");
    }

    private Optional<FieldError> function(Caller caller, @Nullable String name) {
        return name == null || find(caller, name).isPresent()
                ? Optional.empty()
                : FieldErrors.error("/function", "you have no such function");
    }

    private Optional<Function> find(Caller caller, String name) {
        return FunctionName.isValid(name)
                ? store.functions().find(caller.user().id(), new FunctionName(name))
                : Optional.empty();
    }

    private static Optional<FieldError> expiry(Instant expiresAt) {
        var now = Instant.now();
        return expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST_LIFE))
                ? Optional.empty()
                : FieldErrors.error(
                        "/expiresAt",
                        "must lie ahead, by at most %d days".formatted(LONGEST_LIFE.toDays()));
    }

    private static TokenCreated created(IssuedToken issued) {
        var token = issued.token();
        return new TokenCreated(
                token.id().value(), token.name(), token.scope(), token.expiresAt(), issued.jwt());
    }

    private static TokenItem item(Caller caller, Token token) {
        return new TokenItem(
                token.id().value(),
                token.name(),
                token.scope(),
                token.createdAt(),
                token.expiresAt(),
                token.id().equals(caller.token()),
                token.function().map(FunctionName::value).orElse(null));
    }
}
