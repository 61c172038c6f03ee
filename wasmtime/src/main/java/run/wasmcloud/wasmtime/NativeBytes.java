package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * Bytes outside of the Java heap: modules and machine code are too large for it. Used by one thread
 * at a time; nothing may touch a buffer of it once it is closed.
 */
public final class NativeBytes implements AutoCloseable {
    private static final long VECTOR = 16;

    private final Arena arena;
    private final MemorySegment segment;

    private NativeBytes(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /** Makes so many zeros. */
    @SuppressWarnings("MustBeClosedChecker")
    public static NativeBytes allocate(int size) {
        var arena = Arena.ofShared();
        return new NativeBytes(arena, arena.allocate(Math.max(1, size)).asSlice(0, size));
    }

    /**
     * Takes over what a function of the C API puts into a vector.
     *
     * @param fill is given the address of the vector
     */
    @SuppressWarnings("MustBeClosedChecker")
    static NativeBytes ofVector(LongConsumer fill) {
        var arena = Arena.ofShared();
        try {
            var vector = arena.allocate(VECTOR, Long.BYTES).address();
            fill.accept(vector);
            var bytes =
                    MemorySegment.ofAddress(Raw.getLong(vector + Long.BYTES))
                            .reinterpret(
                                    Raw.getLong(vector),
                                    arena,
                                    _ -> CompileCalls.bytesDelete(vector));
            return new NativeBytes(arena, bytes);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** How many they are. */
    public int size() {
        return Math.toIntExact(segment.byteSize());
    }

    /** All of them, little-endian: a view, good until this is closed. */
    public ByteBuffer buffer() {
        return segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The address of a part.
     *
     * @throws IndexOutOfBoundsException when there is no such part
     */
    long address(int offset, int length) {
        return segment.asSlice(offset, length).address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
