package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names an invocation; the request id of the HTTP request that caused it.
 *
 * @param value a UUID, version 7 for those made here
 */
public record InvocationId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static InvocationId create() {
        return new InvocationId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static InvocationId parse(String text) {
        return new InvocationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
