package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a {@link Failure}, which is printed without a stack trace. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Makes the end of a command. */
    public CommandFailure(Failure failure) {
        super(failure.title() + ": " + failure.detail());
        this.failure = failure;
    }

    /**
     * Makes the end of a command.
     *
     * @param remedy what to do, null when the detail says it
     */
    public CommandFailure(ExitCode exitCode, String title, String detail, @Nullable String remedy) {
        this(Failure.of(exitCode, title, detail, remedy));
    }

    /** Returns what to tell the user. */
    public Failure failure() {
        return failure;
    }
}
