package run.wasmcloud.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs that end by themselves. */
final class Command {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private Command() {}

    /**
     * Runs a program and returns what it wrote.
     *
     * @throws IOException when it is not there, fails or takes too long; tells what it wrote
     */
    static String output(List<String> command) throws IOException {
        // A file and no pipe: a server that the program leaves behind would keep a pipe open.
        var output = Files.createTempFile("wasmcloud", ".out");
        try {
            var exit = run(command, output);
            var text = Files.readString(output);
            if (exit != 0) {
                throw new IOException(
                        "%s ended with %d: %s".formatted(name(command), exit, text.strip()));
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    private static int run(List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        var process = builder.redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        name(command) + " took more than " + LONGEST.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + name(command), e);
        }
    }

    private static String name(List<String> command) {
        return command.stream()
                .filter(word -> !word.startsWith("-"))
                .filter(word -> !word.equals("unshare") && !word.equals("setpriv"))
                .findFirst()
                .orElse(command.getFirst());
    }
}
