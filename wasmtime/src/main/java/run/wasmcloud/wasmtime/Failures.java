package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns the errors and traps that the C API hands over into exceptions, and deletes them. */
final class Failures {
    private static final int MAX_FRAMES = 64;
    private static final int MAX_NAME = 512;
    private static final long VECTOR = 16;

    private Failures() {}

    /** Throws when {@code error} is not null. */
    static void check(long error) {
        if (error != 0) {
            throw exception(error);
        }
    }

    static WasmtimeException exception(long error) {
        try (var arena = Arena.ofConfined()) {
            var message = arena.allocate(VECTOR, 8).address();
            FailureCalls.errorMessage(error, message);
            var text = take(message);
            FailureCalls.errorDelete(error);
            return new WasmtimeException(text);
        }
    }

    static TrapException trap(long trap) {
        try (var arena = Arena.ofConfined()) {
            var scratch = arena.allocate(VECTOR, 8).address();
            var code = code(trap, scratch);
            FailureCalls.trapMessage(trap, scratch);
            var message = take(scratch).replace("\0", "");
            var frames = frames(trap, scratch);
            FailureCalls.trapDelete(trap);
            return new TrapException(new Trap(code, message, frames));
        }
    }

    /** Deletes what a call returned without looking at it. */
    static void discard(long error, long trap) {
        if (error != 0) {
            FailureCalls.errorDelete(error);
        }
        if (trap != 0) {
            FailureCalls.trapDelete(trap);
        }
    }

    /** Reads the bytes of a vector as UTF-8 and deletes them. */
    static String take(long vector) {
        return new String(takeBytes(vector), StandardCharsets.UTF_8);
    }

    /** Reads the bytes of a vector and deletes them. */
    static byte[] takeBytes(long vector) {
        var length = Raw.getLong(vector);
        var bytes = length == 0 ? new byte[0] : Raw.bytes(Raw.getLong(vector + 8), length);
        CompileCalls.bytesDelete(vector);
        return bytes;
    }

    private static TrapCode code(long trap, long scratch) {
        return FailureCalls.trapCode(trap, scratch)
                ? TrapCode.of(Raw.getByte(scratch))
                : TrapCode.UNKNOWN;
    }

    /** Reads the frames of a trap that goes on living. */
    static List<Frame> frames(long trap) {
        try (var arena = Arena.ofConfined()) {
            return frames(trap, arena.allocate(VECTOR, 8).address());
        }
    }

    private static List<Frame> frames(long trap, long vector) {
        FailureCalls.trapTrace(trap, vector);
        var count = Math.min(MAX_FRAMES, Raw.getLong(vector));
        var frames = new ArrayList<Frame>();
        for (var i = 0; i < count; i++) {
            frames.add(frame(Raw.getLong(Raw.getLong(vector + 8) + 8L * i)));
        }
        FailureCalls.framesDelete(vector);
        return frames;
    }

    private static Frame frame(long frame) {
        return new Frame(
                name(FailureCalls.frameModuleName(frame)),
                FailureCalls.frameFunctionIndex(frame),
                name(FailureCalls.frameFunctionName(frame)),
                FailureCalls.frameFunctionOffset(frame),
                FailureCalls.frameModuleOffset(frame));
    }

    private static @Nullable String name(long vector) {
        return vector == 0
                ? null
                : Raw.string(Raw.getLong(vector + 8), Math.min(MAX_NAME, Raw.getLong(vector)));
    }
}
