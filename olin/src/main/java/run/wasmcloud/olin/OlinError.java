package run.wasmcloud.olin;

/** The error codes that Olin functions give. */
enum OlinError {
    UNKNOWN(-1),
    INVALID_ARGUMENT(-2),
    PERMISSION_DENIED(-3),
    NOT_FOUND(-4),
    END_OF_FILE(-5);

    private final int code;

    OlinError(int code) {
        this.code = code;
    }

    /** Returns the number that the guest gets. */
    int code() {
        return code;
    }
}
