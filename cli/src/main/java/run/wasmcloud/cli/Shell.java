package run.wasmcloud.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the tool was started from: streams, environment, clock.
 *
 * @param interactive whether questions can be asked: standard input is a terminal
 * @param outTerminal whether a person sees standard output as it is written
 * @param errTerminal the same for standard error
 * @param variables the environment
 * @param clock also has the time zone that times are shown in
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean interactive,
        boolean outTerminal,
        boolean errTerminal,
        Map<String, String> variables,
        Clock clock) {
    private static final int OUTPUT_BUFFER = 64 * 1024;

    public Shell {
        variables = Map.copyOf(variables);
    }

    /** Returns this process's own. Text is written as UTF-8. */
    public static Shell ofProcess() {
        return new Shell(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal(0),
                isTerminal(1),
                isTerminal(2),
                System.getenv(),
                Clock.system(ZoneId.systemDefault()));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        var buffered =
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BUFFER);
        return new PrintStream(buffered, false, StandardCharsets.UTF_8);
    }

    /**
     * Java tells only whether all standard streams are terminals; Linux tells it of each one, by
     * what the descriptor is a link to.
     */
    private static boolean isTerminal(int descriptor) {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return areAllTerminals();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It is null on JDK 25 without -Djdk.console.
    private static boolean areAllTerminals() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** Returns an environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Tells whether standard output may be coloured. */
    public boolean outColoured() {
        return outTerminal && mayColour();
    }

    /** Tells whether standard error may be coloured. */
    public boolean errColoured() {
        return errTerminal && mayColour();
    }

    private boolean mayColour() {
        return variable("NO_COLOR").isEmpty()
                && !variable("TERM").filter("dumb"::equals).isPresent();
    }

    /** Writes out what is buffered. */
    void flush() {
        out.flush();
        err.flush();
    }
}
