package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names a user.
 *
 * @param value a UUID, version 7 for those made here
 */
public record UserId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static UserId create() {
        return new UserId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static UserId parse(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
