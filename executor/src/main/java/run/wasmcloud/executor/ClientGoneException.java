package run.wasmcloud.executor;

import java.io.IOException;

/** The client takes nothing more. */
final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGoneException(Exception cause) {
        super(cause);
    }
}
