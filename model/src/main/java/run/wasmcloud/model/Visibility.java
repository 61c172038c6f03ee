package run.wasmcloud.model;

/** Who may call a function. */
public enum Visibility {
    /** Anybody. */
    PUBLIC,
    /** Who has a token of its owner, or an address that its owner signed. */
    PRIVATE
}
