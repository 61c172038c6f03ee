package run.wasmcloud.wasmtime;

import java.util.List;

/**
 * The end of a guest by a trap.
 *
 * @param code why
 * @param message Wasmtime's account of it, several lines with the guest's stack; it holds names
 *     that the guest chose
 * @param frames the guest's active functions, innermost first, at most 64
 */
public record Trap(TrapCode code, String message, List<Frame> frames) {
    /** Copies the frames. */
    public Trap {
        frames = List.copyOf(frames);
    }
}
