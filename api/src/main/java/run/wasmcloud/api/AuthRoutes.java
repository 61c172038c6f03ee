package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.openid.Provider;
import run.wasmcloud.api.openid.ProviderSettings;
import run.wasmcloud.api.openid.Returns;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.CodeRequest;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.ProviderItem;
import run.wasmcloud.store.Identities.Newcomers;
import run.wasmcloud.store.OneTimeToken;
import run.wasmcloud.store.SignInFlow;
import run.wasmcloud.store.Store;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signing in through OpenID Connect providers. */
final class AuthRoutes {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final int LONGEST_CODE = 4096;

    private final Store store;
    private final AccountSettings settings;
    private final SessionRoutes sessions;
    private final Map<String, Provider> providers;
    private final Returns returns;

    AuthRoutes(Store store, AccountSettings settings, SessionRoutes sessions) {
        this.store = store;
        this.settings = settings;
        this.sessions = sessions;
        this.returns = new Returns(settings.returns());
        this.providers =
                settings.providers().stream()
                        .collect(
                                Collectors.toMap(
                                        ProviderSettings::name,
                                        each -> new Provider(each, callback(each))));
    }

    private URI callback(ProviderSettings provider) {
        return URI.create(
                "%s://%s/v1/auth/%s/callback"
                        .formatted(
                                settings.api().getScheme(),
                                settings.api().getRawAuthority(),
                                provider.name()));
    }

    Object list(ApiRequest request) {
        var items =
                settings.providers().stream()
                        .map(each -> new ProviderItem(each.name(), each.title()))
                        .toList();
        return new Page<>(items, null);
    }

    /** Sends the browser to the provider. */
    Object begin(ApiRequest request) {
        var provider = provider(request);
        var returnTo = request.query("return").flatMap(returns::read);
        var challenge =
                request.query("challenge").filter(each -> CHALLENGE.matcher(each).matches());
        FieldErrors.requireNone(
                Stream.of(
                        missing(returnTo, "?return", "must be " + Returns.EXPECTED),
                        missing(
                                challenge,
                                "?challenge",
                                "must be the SHA-256 of a verifier, in Base64 for addresses")));
        store.signInAttempts().take(settings.allowances().provider());
        var name = provider.settings().name();
        var begun =
                store.signInFlows().begin(name, returnTo.orElseThrow(), challenge.orElseThrow());
        return redirect(provider.address(begun));
    }

    private static Optional<FieldError> missing(Optional<?> value, String pointer, String detail) {
        return value.isPresent() ? Optional.empty() : FieldErrors.error(pointer, detail);
    }

    private Provider provider(ApiRequest request) {
        var provider = providers.get(request.path("provider"));
        if (provider == null) {
            throw ApiRequest.notFound("provider");
        }
        return provider;
    }

    private static Answer redirect(URI address) {
        return new Answer(
                302, Map.of("Location", address.toString(), "Cache-Control", "no-store"), null);
    }

    /**
     * Takes the browser back from the provider, and sends it to where it began with a code for its
     * starter, or with what went wrong.
     */
    Object callback(ApiRequest request) {
        var provider = provider(request);
        var flow =
                request.query("state")
                        .flatMap(
                                state ->
                                        store.signInFlows()
                                                .take(
                                                        provider.settings().name(),
                                                        new OneTimeToken(state)))
                        .orElseThrow(
                                () ->
                                        new WasmcloudException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no such sign-in: it was completed or has"
                                                        + " expired; begin anew"));
        try {
            var user =
                    store.identities().signIn(provider.identity(flow, code(request)), newcomers());
            var code = store.signInFlows().complete(flow, user);
            return back(flow, Map.of("code", code.text()));
        } catch (WasmcloudException e) {
            return back(flow, Map.of("error", e.code().slug(), "error_description", e.detail()));
        }
    }

    private static String code(ApiRequest request) {
        return request.query("code")
                .filter(code -> !code.isEmpty() && code.length() <= LONGEST_CODE)
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.NOT_ALLOWED,
                                        "The provider did not let you sign in"));
    }

    private Newcomers newcomers() {
        return switch (settings.signUp()) {
            case OPEN -> Newcomers.ALL;
            case INVITATION -> Newcomers.INVITED;
            case CLOSED -> Newcomers.NONE;
        };
    }

    private static Answer back(SignInFlow flow, Map<String, String> parameters) {
        var query =
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining("&"));
        var separator = flow.returnTo().getRawQuery() == null ? "?" : "&";
        return redirect(URI.create(flow.returnTo() + separator + query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Gives the session to who began the sign-in. */
    Object session(ApiRequest request) {
        var wanted = request.json(CodeRequest.class, AuthRoutes::errors);
        var user =
                store.signInFlows()
                        .redeem(
                                new OneTimeToken(wanted.code()),
                                new OneTimeToken(wanted.verifier()));
        return sessions.signedIn(request, user);
    }

    private static Stream<Optional<FieldError>> errors(CodeRequest wanted) {
        return Stream.of(
                check(
                        wanted.code(),
                        text -> !text.isEmpty() && text.length() <= LONGEST_CODE,
                        "/code",
                        "must be given"),
                check(
                        wanted.verifier(),
                        text -> VERIFIER.matcher(text).matches(),
                        "/verifier",
                        "must be 43 to 128 of A-Z, a-z, 0-9, -, ., _ and ~"));
    }

    private static Optional<FieldError> check(
            @Nullable String value,
            Function<String, Boolean> condition,
            String pointer,
            String detail) {
        return value != null && condition.apply(value)
                ? Optional.empty()
                : FieldErrors.error(pointer, detail);
    }
}
