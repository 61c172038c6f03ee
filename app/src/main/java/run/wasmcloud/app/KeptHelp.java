package run.wasmcloud.app;

import run.wasmcloud.cli.Shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The help of the whole tool as the build has written it down: to make it anew, the annotations of
 * every command would be read. A jar without it makes it anew.
 */
final class KeptHelp {
    private static final Set<List<String>> ASKED = Set.of(List.of("--help"), List.of("-h"));

    private KeptHelp() {}

    /** Returns the file's name, beside this class. */
    static String file(boolean coloured) {
        return coloured ? "help-coloured.txt" : "help.txt";
    }

    /** Returns the help, if it was kept. */
    static Optional<byte[]> find(boolean coloured) {
        try (var kept = KeptHelp.class.getResourceAsStream(file(coloured))) {
            return kept == null ? Optional.empty() : Optional.of(kept.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints the help if nothing else is asked for; tells whether it did. */
    static boolean answers(Shell shell, String... arguments) {
        if (!ASKED.contains(List.of(arguments))) {
            return false;
        }
        var help = find(shell.outColoured());
        help.ifPresent(bytes -> shell.out().write(bytes, 0, bytes.length));
        shell.out().flush();
        return help.isPresent();
    }
}
