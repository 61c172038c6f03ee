package run.wasmcloud.cli;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.wire.Problem;

/**
 * What the tool's exit status says. {@code run} passes its guest's own status through, so that
 * there a status below 100 may be the guest's.
 */
public enum ExitCode {
    OK(0, "it worked"),
    FAILURE(1, "the function failed, or anything that has no code of its own"),
    USAGE(2, "the command line is wrong"),
    AUTHENTICATION(3, "not signed in, or not allowed"),
    NOT_FOUND(4, "there is no such thing"),
    CONFLICT(5, "the name is taken, or it changed meanwhile"),
    LIMIT(6, "a quota or limit is reached"),
    NETWORK(7, "the server does not answer"),
    SERVER(8, "the server failed"),
    INVALID(9, "a value is not valid, or the module cannot run"),
    RUN_LIMIT(124, "run: the guest reached its fuel, time or output limit"),
    RUN_DENIED(126, "run: the policy forbade what the guest tried"),
    RUN_TRAPPED(134, "run: the guest trapped");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** Returns the exit status of the process. */
    public int status() {
        return status;
    }

    /** Returns what the status means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Returns the code for what the API refused. */
    static ExitCode of(Problem problem) {
        if (problem.kind() != null) {
            return FAILURE;
        }
        return isQuota(problem) ? LIMIT : ofStatus(problem.status());
    }

    /** Returns the code for an error of the platform's own library. */
    public static ExitCode of(ErrorCode error) {
        return error == ErrorCode.QUOTA_REACHED ? LIMIT : ofStatus(error.status());
    }

    private static ExitCode ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> AUTHENTICATION;
            case 404 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            case 413, 429, 431 -> LIMIT;
            default -> status >= 500 ? SERVER : INVALID;
        };
    }

    private static boolean isQuota(Problem problem) {
        return problem.type() != null && problem.type().endsWith(ErrorCode.QUOTA_REACHED.slug());
    }
}
