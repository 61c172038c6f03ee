package run.wasmcloud.client;

import run.wasmcloud.model.wire.SessionRequest;
import run.wasmcloud.model.wire.TokenCreated;

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

    /** Signs out the session that this client's token belongs to. */
    public void deleteCurrent() {
        transport.delete(Route.of("sessions", "current"));
    }
}
