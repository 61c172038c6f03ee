package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names a deployment of a function.
 *
 * @param value a UUID, version 7 for those made here
 */
public record DeploymentId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static DeploymentId create() {
        return new DeploymentId(UuidV7.next());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static DeploymentId parse(String text) {
        return new DeploymentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
