package run.wasmcloud.wasmtime;

/**
 * The layout of the C API's {@code wasmtime_extern_t}: a kind, then a value without an owner
 * (shared memory excepted).
 */
final class Extern {
    static final int SIZE = 32;
    static final int VALUE = 8;
    static final byte FUNCTION = 0;
    static final byte MEMORY = 3;
    private static final byte SHARED_MEMORY = 4;

    private Extern() {}

    /** The kind; deletes the item when it is of the one kind that has an owner. */
    static byte takeKind(long item) {
        var kind = Raw.getByte(item);
        if (kind == SHARED_MEMORY) {
            RunCalls.externDelete(item);
        }
        return kind;
    }
}
