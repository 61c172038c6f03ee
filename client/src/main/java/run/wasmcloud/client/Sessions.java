package run.wasmcloud.client;

import run.wasmcloud.model.wire.CodeRequest;
import run.wasmcloud.model.wire.ProviderItem;
import run.wasmcloud.model.wire.SessionRequest;
import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.TokenItem;

import java.net.URI;
import java.util.UUID;

/** Signing in and out. Every method throws {@link ClientException}. */
public final class Sessions {
    private final Transport transport;

    Sessions(Transport transport) {
        this.transport = transport;
    }

    /** Signs in: {@code POST /v1/sessions}. */
    public TokenCreated create(String email, String password) {
        return transport.post(
                Route.of("sessions"), new SessionRequest(email, password), TokenCreated.class);
    }

    /** Lists whom users may sign in through, besides with a password. */
    public Listing<ProviderItem> providers() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("auth").with("cursor", cursor), ProviderItem.class));
    }

    /**
     * Returns where a browser begins to sign in through a provider.
     *
     * @param returnTo where it goes in the end, with {@code ?code=}, or {@code ?error=} and {@code
     *     ?error_description=}: a page of this machine, or one that the operator allows
     * @param challenge the SHA-256 of a verifier of 43 to 128 characters, in Base64 for addresses
     */
    public URI address(String provider, URI returnTo, String challenge) {
        return transport.address(
                Route.of("auth", provider).with("return", returnTo).with("challenge", challenge));
    }

    /**
     * Takes the session that a sign-in through a provider led to.
     *
     * @param code what the browser brought back
     * @param verifier what the challenge was the hash of
     */
    public TokenCreated redeem(String code, String verifier) {
        return transport.post(
                Route.of("auth", "sessions"), new CodeRequest(code, verifier), TokenCreated.class);
    }

    /** Lists the user's sessions, this client's own among them. */
    public Listing<TokenItem> list() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("sessions").with("cursor", cursor), TokenItem.class));
    }

    /** Signs out one of the user's sessions; its next request is refused. */
    public void delete(UUID id) {
        transport.delete(Route.of("sessions", id.toString()));
    }

    /** Signs out the session that this client's token belongs to. */
    public void deleteCurrent() {
        transport.delete(Route.of("sessions", "current"));
    }
}
