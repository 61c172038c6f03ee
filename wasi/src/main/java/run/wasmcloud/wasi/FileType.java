package run.wasmcloud.wasi;

/**
 * What a descriptor or a directory entry leads to.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#filetype">preview
 *     1, filetype</a>
 */
enum FileType {
    /** As for a pipe: wasi-libc then buffers standard output by the block. */
    UNKNOWN(0),
    DIRECTORY(3),
    REGULAR_FILE(4),
    SYMBOLIC_LINK(7);

    private final byte code;

    FileType(int code) {
        this.code = (byte) code;
    }

    /** Returns the number that the guest gets. */
    byte code() {
        return code;
    }
}
