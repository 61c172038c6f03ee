package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names a token; the {@code jti} claim of its JWT.
 *
 * @param value a UUID, version 7 for those made here
 */
public record TokenId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static TokenId create() {
        return new TokenId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static TokenId parse(String text) {
        return new TokenId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
