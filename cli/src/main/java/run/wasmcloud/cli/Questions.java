package run.wasmcloud.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Asks a person, and only a person: never when standard input is no terminal. */
public final class Questions {
    private static final int LONGEST_LINE = 4_096;
    private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES");

    private final Shell shell;

    /** Makes it for a shell. */
    public Questions(Shell shell) {
        this.shell = shell;
    }

    /**
     * Asks for a yes.
     *
     * @throws CommandFailure when there is nobody to ask
     */
    boolean confirmed(String question) {
        if (!shell.interactive()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Not confirmed",
                    question + " There is no terminal to ask on.",
                    "Say so on the command line: --yes");
        }
        return YES.contains(answer(question + " [y/N] "));
    }

    /** Asks for a line. */
    String answer(String question) {
        shell.err().print(question);
        shell.err().flush();
        return line(shell.in());
    }

    /** Returns a password, unseen from a terminal, or else the first line of standard input. */
    public String password() {
        return shell.interactive() ? hidden("Password: ") : line(shell.in());
    }

    /**
     * Asks for a line that the terminal does not show.
     *
     * @throws CommandFailure when the terminal would show it
     */
    @SuppressWarnings("SystemConsoleNull") // It is null on JDK 25 without -Djdk.console.
    String hidden(String question) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Nothing can be typed unseen",
                    "The terminal would show it: standard output is not the terminal.",
                    "Pipe it into standard input.");
        }
        var typed = console.readPassword("%s", question);
        return typed == null ? "" : new String(typed);
    }

    /** Returns the first line of a stream, without its end; what follows stays unread. */
    static String line(InputStream in) {
        try {
            var line = new java.io.ByteArrayOutputStream();
            for (int b = in.read();
                    b >= 0 && b != '\n' && line.size() < LONGEST_LINE;
                    b = in.read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
