package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names an application for a plan.
 *
 * @param value a UUID, version 7 for those made here
 */
public record ApplicationId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static ApplicationId create() {
        return new ApplicationId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static ApplicationId parse(String text) {
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
