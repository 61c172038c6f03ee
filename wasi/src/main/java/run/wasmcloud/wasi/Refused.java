package run.wasmcloud.wasi;

/**
 * Thrown where a call cannot be served, to answer its error code from any depth. It stops at {@link
 * WasiCall#declare}.
 */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    Refused(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    /** Returns what the guest is told. */
    Errno errno() {
        return errno;
    }
}
