import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format (AOSP style) over every Java source of the project on the JDK that runs this program.
 *
 * <p>Arguments: the formatter's jar; {@code check} (fail when a file is not formatted), {@code write} (format the
 * files) or {@code skip}; the project's root.
 */
final class Format {
    private Format() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var formatter = args[0];
        var mode = args[1];
        var root = Path.of(args[2]);
        if (mode.equals("skip")) {
            return;
        }
        if (!mode.equals("check") && !mode.equals("write")) {
            System.err.println("-Dformat=" + mode + " is unknown (expected: check, write or skip)");
            System.exit(2);
        }
        var sources = sources(root);
        if (sources.isEmpty()) {
            return;
        }
        if (mode.equals("write")) {
            // What the first pass has moved can lead the second one to break other lines.
            run(formatter, List.of("--replace"), sources);
            System.exit(run(formatter, List.of("--replace"), sources));
        }
        var exit = run(formatter, List.of("--dry-run", "--set-exit-if-changed"), sources);
        if (exit != 0) {
            System.err.println("The files listed above are not formatted. Format them: ./mvnw validate -Dformat=write");
        }
        System.exit(exit);
    }

    private static int run(String formatter, List<String> options, List<String> sources)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(javaCommand(), "-jar", formatter, "--aosp"));
        command.addAll(options);
        command.addAll(sources);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static String javaCommand() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static List<String> sources(Path root) throws IOException {
        try (Stream<Path> rooms = Files.list(root)) {
            return rooms.map(room -> room.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Format::javaFiles)
                    .sorted()
                    .map(Path::toString)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
