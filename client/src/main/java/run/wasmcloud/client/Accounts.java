package run.wasmcloud.client;

import run.wasmcloud.model.wire.SignUpRequest;

/** One's own account. Every method throws {@link ClientException}. */
public final class Accounts {
    private final Transport transport;

    Accounts(Transport transport) {
        this.transport = transport;
    }

    /**
     * Signs up: {@code POST /v1/users}. Nobody is told whether the address had an account already:
     * where the installation sends mail, its owner gets one in both cases.
     */
    public void signUp(SignUpRequest request) {
        transport.post(Route.of("users"), request);
    }
}
