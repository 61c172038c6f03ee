package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

/** Tells how a local run ended, and with which exit status. */
record RunEnding(Shell shell, Format format) {
    private static final int LARGEST_STATUS = 255;
    private static final int INTERRUPTED = 130;

    int tell(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed _ -> ExitCode.OK.status();
            case Outcome.Exited exited -> guestStatus(exited.status());
            case Outcome.Trapped trapped -> trapped(trapped);
            case Outcome.LimitReached reached ->
                    failed(
                            ExitCode.RUN_LIMIT,
                            "reached its limit of " + reached.limit().word(),
                            remedy(reached.limit()));
            case Outcome.BadResponse bad -> failed(ExitCode.FAILURE, bad.reason(), null);
            case Outcome.Denied denied ->
                    failed(
                            ExitCode.RUN_DENIED,
                            "was denied: " + denied.reason(),
                            "Allow it: --policy FILE, or for private addresses --allow-network"
                                    + " CIDR");
            case Outcome.PlatformFailed failed ->
                    failed(ExitCode.SERVER, "could not go on: error " + failed.errorId(), null);
            case Outcome.Cancelled _ -> INTERRUPTED;
        };
    }

    /** A system knows only statuses up to 255; a failure must not become a success in between. */
    private static int guestStatus(int status) {
        return status > 0 && status <= LARGEST_STATUS ? status : ExitCode.FAILURE.status();
    }

    private int trapped(Outcome.Trapped trapped) {
        failed(ExitCode.RUN_TRAPPED, "trapped: " + trapped.trap(), null);
        if (format == Format.TEXT) {
            printFrames(trapped);
        }
        return ExitCode.RUN_TRAPPED.status();
    }

    private void printFrames(Outcome.Trapped trapped) {
        trapped.frames()
                .forEach(
                        frame ->
                                shell.err()
                                        .println("  at " + TerminalText.escaped(frame.toString())));
    }

    private int failed(ExitCode code, String what, @Nullable String remedy) {
        return new FailurePrinter(shell, format)
                .print(Failure.of(code, "The guest " + what, "", remedy));
    }

    private static @Nullable String remedy(RunLimit limit) {
        return switch (limit) {
            case FUEL -> "Allow more: --fuel N";
            case TIME -> "Allow more: --time-limit TIME";
            case OUTPUT, OUTBOUND -> null;
        };
    }
}
