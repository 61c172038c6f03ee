package run.wasmcloud.model;

/** What a user may do on the installation. */
public enum Role {
    USER,
    ADMIN
}
