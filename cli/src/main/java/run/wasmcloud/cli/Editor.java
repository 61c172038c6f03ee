package run.wasmcloud.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The user's own editor: {@code $VISUAL}, else {@code $EDITOR}, else the system's. */
record Editor(Shell shell) {
    /**
     * Lets a person edit a file, and returns when the editor has ended.
     *
     * @throws CommandFailure when it cannot be started or ends in a failure
     */
    void edit(Path file) throws IOException {
        var program = shell.variable("VISUAL").or(() -> shell.variable("EDITOR")).orElse(usual());
        var status = run(program, file);
        if (status != 0) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The editor failed",
                    "%s ended with status %d.".formatted(program, status),
                    "Name another one in EDITOR. The text is in " + file);
        }
    }

    private int run(String program, Path file) throws IOException {
        shell.flush();
        var process = new ProcessBuilder(command(program, file)).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the editor was open", e);
        }
    }

    /** The variables hold a command with its options. */
    private static List<String> command(String program, Path file) {
        return isWindows()
                ? List.of("cmd", "/c", program + " \"" + file + "\"")
                : List.of("sh", "-c", program + " \"$1\"", "editor", file.toString());
    }

    private static String usual() {
        return isWindows() ? "notepad" : "vi";
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
