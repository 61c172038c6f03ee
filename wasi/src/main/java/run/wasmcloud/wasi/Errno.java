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
    EXIST(20),
    FBIG(22),
    ILSEQ(25),
    INVAL(28),
    IO(29),
    ISDIR(31),
    LOOP(32),
    MFILE(33),
    NAMETOOLONG(37),
    NOENT(44),
    NOSPC(51),
    NOTDIR(54),
    NOTEMPTY(55),
    NOTSOCK(57),
    NOTSUP(58),
    OVERFLOW(61),
    PERM(63),
    ROFS(69),
    SPIPE(70),
    XDEV(75),
    NOTCAPABLE(76);

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    /** Returns the number that the guest gets. */
    int code() {
        return code;
    }
}
