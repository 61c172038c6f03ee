package run.wasmcloud.wasi;

/**
 * The error codes of WASI preview 1 that this implementation gives.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#errno">preview 1,
 *     errno</a>
 */
enum Errno {
    SUCCESS(0),
    BADF(8),
    INVAL(28),
    IO(29),
    NOTDIR(54),
    NOTSOCK(57),
    NOTSUP(58),
    SPIPE(70);

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    /** Returns the number that the guest gets. */
    int code() {
        return code;
    }
}
