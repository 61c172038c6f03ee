package run.wasmcloud.client;

import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.TokenItem;
import run.wasmcloud.model.wire.TokenRequest;

import java.util.UUID;

/** API tokens. Every method throws {@link ClientException}. */
public final class Tokens {
    private final Transport transport;

    Tokens(Transport transport) {
        this.transport = transport;
    }

    /** Makes a token; its text is shown this once. */
    public TokenCreated create(TokenRequest request) {
        return transport.post(Route.of("tokens"), request, TokenCreated.class);
    }

    /** Lists the tokens of the user. */
    public Listing<TokenItem> list() {
        return new Listing<>(
                cursor ->
                        transport.page(Route.of("tokens").with("cursor", cursor), TokenItem.class));
    }

    /** Revokes a token at once. */
    public void revoke(UUID id) {
        transport.delete(Route.of("tokens", id.toString()));
    }
}
