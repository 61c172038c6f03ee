package run.wasmcloud.model;

/**
 * Which headers proxies tell of their clients with. Only those that the proxies really set may be
 * believed: they pass the others on as a client sent them.
 */
public enum ForwardedForm {
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED,
    /** {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}. */
    X_FORWARDED
}
