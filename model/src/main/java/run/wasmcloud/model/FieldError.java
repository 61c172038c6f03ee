package run.wasmcloud.model;

/**
 * What is wrong with one value of a request.
 *
 * @param pointer a JSON Pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail what is wrong, with the remedy
 */
public record FieldError(String pointer, String detail) {}
