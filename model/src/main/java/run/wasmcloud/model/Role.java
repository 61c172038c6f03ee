package run.wasmcloud.model;

/** What a user may do on the installation; each role includes those before it. */
public enum Role {
    USER,
    ADMIN;

    /** Tells whether this role may do what another one may do. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
