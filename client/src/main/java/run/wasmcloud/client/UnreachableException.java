package run.wasmcloud.client;

/** No answer came: the server is down, its name unknown, or the network slow or broken. */
public final class UnreachableException extends ClientException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
