package run.wasmcloud.model;

import java.util.List;

/** How a run ended. */
public sealed interface Outcome {
    /** Exit status 0 and, over HTTP, a valid response. */
    record Completed() implements Outcome {}

    /**
     * The guest ended itself with a status that is not 0.
     *
     * @param status what the guest gave
     */
    record Exited(int status) implements Outcome {}

    /**
     * A WebAssembly trap, or a bad pointer given to a host call.
     *
     * @param trap the trap's name, for example {@code unreachable}
     * @param frames the guest's stack, the innermost call first
     */
    record Trapped(String trap, List<TrapFrame> frames) implements Outcome {
        public Trapped {
            frames = List.copyOf(frames);
        }
    }

    /**
     * The guest's response headers are missing, malformed or too large.
     *
     * @param reason what was wrong, for the caller and the function's owner
     */
    record BadResponse(String reason) implements Outcome {}

    /**
     * The policy or the outbound guard forbade what the guest tried.
     *
     * @param reason what was forbidden, for the function's owner only
     */
    record Denied(String reason) implements Outcome {}

    /**
     * A bound of the run was reached.
     *
     * @param limit which one
     */
    record LimitReached(RunLimit limit) implements Outcome {}

    /** The client went away. */
    record Cancelled() implements Outcome {}

    /**
     * The platform's fault.
     *
     * @param errorId names the error in the platform's log
     */
    record PlatformFailed(String errorId) implements Outcome {}

    /** Returns the word for this kind of outcome in tables, problems and receipts. */
    default String kind() {
        return switch (this) {
            case Completed _ -> "completed";
            case Exited _ -> "exited";
            case Trapped _ -> "trapped";
            case BadResponse _ -> "bad-response";
            case Denied _ -> "denied";
            case LimitReached _ -> "limit-reached";
            case Cancelled _ -> "cancelled";
            case PlatformFailed _ -> "platform-failed";
        };
    }

    /**
     * Returns what is to say beyond the kind, for the function's owner; empty where there is
     * nothing.
     */
    default String detail() {
        return switch (this) {
            case Completed _, Cancelled _ -> "";
            case Exited exited -> "status " + exited.status();
            case Trapped trapped -> trapped.trap();
            case BadResponse bad -> bad.reason();
            case Denied denied -> denied.reason();
            case LimitReached reached -> reached.limit().word();
            case PlatformFailed failed -> "error " + failed.errorId();
        };
    }
}
