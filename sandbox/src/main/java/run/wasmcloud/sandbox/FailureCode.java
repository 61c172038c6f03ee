package run.wasmcloud.sandbox;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.util.Optional;

/** What a caller is answered in place of the response of a run that failed before its headers. */
public final class FailureCode {
    private FailureCode() {}

    /** Returns the error that an outcome is to the caller; empty when it is none. */
    public static Optional<ErrorCode> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed _, Outcome.Cancelled _ -> Optional.empty();
            case Outcome.Exited _ -> Optional.of(ErrorCode.GUEST_EXITED);
            case Outcome.Trapped _ -> Optional.of(ErrorCode.GUEST_TRAPPED);
            case Outcome.BadResponse _ -> Optional.of(ErrorCode.GUEST_BAD_RESPONSE);
            case Outcome.Denied _ -> Optional.of(ErrorCode.GUEST_DENIED);
            case Outcome.LimitReached reached -> Optional.of(code(reached.limit()));
            case Outcome.PlatformFailed _ -> Optional.of(ErrorCode.INTERNAL);
        };
    }

    private static ErrorCode code(RunLimit limit) {
        return switch (limit) {
            case FUEL, TIME -> ErrorCode.GUEST_TIMED_OUT;
            case OUTPUT, OUTBOUND -> ErrorCode.GUEST_LIMIT_REACHED;
        };
    }
}
