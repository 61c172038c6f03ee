package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names an executor process.
 *
 * @param value a UUID, version 7 for those made here
 */
public record ExecutorId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static ExecutorId create() {
        return new ExecutorId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static ExecutorId parse(String text) {
        return new ExecutorId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
