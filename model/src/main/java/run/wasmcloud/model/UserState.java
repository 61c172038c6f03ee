package run.wasmcloud.model;

/** Whether a user is let in; a locked user's requests and functions are refused. */
public enum UserState {
    ACTIVE,
    LOCKED
}
