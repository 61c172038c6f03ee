package run.wasmcloud.runtime.compiled;

/**
 * How a compile process and the one that started it talk: arguments and a module go in, and answers
 * of these kinds come out, a byte each and what belongs to it, as {@link java.io.DataOutput} writes
 * it.
 */
final class CompileProtocol {
    /** The process is about to read the module; the name of its code follows. */
    static final byte READY = 'R';

    /** A length of 8 bytes and as much machine code follow. */
    static final byte COMPILED = 'C';

    /** The engine's words follow. */
    static final byte INVALID = 'I';

    /** The status of a process that ended itself because it took too much memory. */
    static final int OUT_OF_MEMORY = 90;

    /** The status of a process that ended itself because it took too long, or is an orphan. */
    static final int OUT_OF_TIME = 91;

    /** The longest message, in characters. */
    static final int LONGEST_MESSAGE = 4_000;

    private CompileProtocol() {}
}
