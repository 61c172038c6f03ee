package run.wasmcloud.model;

import java.util.UUID;

/**
 * Names an invitation.
 *
 * @param value a UUID, version 7 for those made here
 */
public record InvitationId(UUID value) {
    /** Returns a new id that sorts after those made before this millisecond. */
    public static InvitationId create() {
        return new InvitationId(UuidV7.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
