package run.wasmcloud.model;

/**
 * The bounds of the header fields that functions receive and send.
 *
 * @param requestFields the most fields of a request
 * @param requestBytes the most bytes of a request's fields, names and values together
 * @param responseBytes the most bytes of a response's head, as the guest writes it
 */
public record HeaderLimits(int requestFields, int requestBytes, int responseBytes) {}
