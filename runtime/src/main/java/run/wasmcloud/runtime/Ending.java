package run.wasmcloud.runtime;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.runtime.bulk.CodeOrigin;
import run.wasmcloud.wasmtime.Frame;
import run.wasmcloud.wasmtime.TrapCode;
import run.wasmcloud.wasmtime.TrapException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells from what a guest's call ended with how the run ended.
 *
 * @param origin of the guest's machine code: a stack is told in terms of what was uploaded
 */
record Ending(CodeOrigin origin) {
    private static final Logger LOG = System.getLogger(Ending.class.getName());

    /**
     * Returns the outcome; whatever is not the guest's doing is logged with the id that the outcome
     * names.
     *
     * @param framesOfThrown where the guest was when a host function threw
     */
    Outcome of(Throwable thrown, Supplier<List<Frame>> framesOfThrown) {
        return switch (thrown) {
            case RunEnded ended -> ended.outcome();
            case TrapException trap -> ofTrap(trap);
            case GuestFault fault ->
                    new Outcome.Trapped(
                            "out of bounds memory access: " + fault.getMessage(),
                            frames(framesOfThrown.get()));
            default -> platformFailed(thrown);
        };
    }

    private Outcome ofTrap(TrapException e) {
        return switch (e.code()) {
            case OUT_OF_FUEL -> new Outcome.LimitReached(RunLimit.FUEL);
            case INTERRUPT -> new Outcome.LimitReached(RunLimit.TIME);
            default -> new Outcome.Trapped(name(e.code()), frames(e.trap().frames()));
        };
    }

    /** Names a trap as the WebAssembly specification's tests do, where they have it. */
    private static String name(TrapCode code) {
        return switch (code) {
            case STACK_OVERFLOW -> "call stack exhausted";
            case MEMORY_OUT_OF_BOUNDS -> "out of bounds memory access";
            case TABLE_OUT_OF_BOUNDS -> "out of bounds table access";
            case INDIRECT_CALL_TO_NULL -> "uninitialized element";
            case BAD_SIGNATURE -> "indirect call type mismatch";
            case INTEGER_OVERFLOW -> "integer overflow";
            case INTEGER_DIVISION_BY_ZERO -> "integer divide by zero";
            case BAD_CONVERSION_TO_INTEGER -> "invalid conversion to integer";
            case UNREACHABLE_CODE_REACHED -> "unreachable";
            default -> code.toString();
        };
    }

    private List<TrapFrame> frames(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> origin.has(frame.functionIndex()))
                .map(this::frame)
                .toList();
    }

    private TrapFrame frame(Frame frame) {
        return new TrapFrame(
                frame.functionIndex(),
                Optional.ofNullable(frame.functionName()),
                origin.offset(frame.moduleOffset()));
    }

    static Outcome platformFailed(Throwable thrown) {
        var errorId = UuidV7.next().toString();
        LOG.log(Level.ERROR, "error " + errorId + ": a run failed by the platform's fault", thrown);
        return new Outcome.PlatformFailed(errorId);
    }
}
