package run.wasmcloud.olin.outbound;

import java.io.IOException;

/** What a guest wants to send cannot be sent; the message says why. */
public final class RequestException extends IOException {
    private static final long serialVersionUID = 1L;

    RequestException(String message) {
        super(message);
    }
}
