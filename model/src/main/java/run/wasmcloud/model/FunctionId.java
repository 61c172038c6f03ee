package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names a function, whatever it is called.
 *
 * @param value a UUID, version 7 for those made here
 */
public record FunctionId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static FunctionId create() {
        return new FunctionId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static FunctionId parse(String text) {
        return new FunctionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
