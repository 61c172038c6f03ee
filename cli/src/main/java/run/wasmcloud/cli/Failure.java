package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;

import java.util.List;

/**
 * Why a command did not succeed, as it is told to the user.
 *
 * @param detail empty when the title says it all
 * @param errors what is wrong with single values
 * @param remedy what to do, null when the detail says it
 * @param request names the request in the server's log, null when there was none
 */
public record Failure(
        ExitCode exitCode,
        String title,
        String detail,
        List<FieldError> errors,
        @Nullable String remedy,
        @Nullable String request) {
    public Failure {
        errors = List.copyOf(errors);
    }

    /** Returns the failure with another word of what to do. */
    Failure withRemedy(@Nullable String other) {
        return new Failure(exitCode, title, detail, errors, other, request);
    }

    /** Returns a failure without a server's part in it. */
    public static Failure of(
            ExitCode exitCode, String title, String detail, @Nullable String remedy) {
        return new Failure(exitCode, title, detail, List.of(), remedy, null);
    }
}
