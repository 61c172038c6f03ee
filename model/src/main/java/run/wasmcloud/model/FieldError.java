package run.wasmcloud.model;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one value of a request.
 *
 * @param pointer a JSON Pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail what is wrong, with the remedy
 * @param line where in a text of many lines, counted from 1; null in other values
 * @param column where in that line, counted from 1; null in other values
 */
public record FieldError(
        String pointer, String detail, @Nullable Integer line, @Nullable Integer column) {
    /** Makes the error of a value that is no text of many lines. */
    public FieldError(String pointer, String detail) {
        this(pointer, detail, null, null);
    }
}
