package run.wasmcloud.api;

/** The DNS gave no answer that could be relied on. */
final class DnsUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    DnsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
