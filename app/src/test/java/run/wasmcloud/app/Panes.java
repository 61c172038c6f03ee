package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Real terminals of a tmux server of their own, each with a shell that somebody types into. */
final class Panes implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 180;

    private final Path folder;

    /** Opens no terminal yet. */
    Panes(Path folder) {
        this.folder = folder;
    }

    /** Tells whether tmux is on this machine. */
    static boolean areThere() throws InterruptedException {
        try {
            return new ProcessBuilder("tmux", "-V")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Opens one more terminal. */
    Pane open(String name) throws IOException, InterruptedException {
        var fifo = folder.resolve(name + ".fifo");
        run(List.of("mkfifo", fifo.toString()));
        tmux(
                "new-session",
                "-d",
                "-s",
                name,
                "-x",
                "180",
                "-y",
                "50",
                "-c",
                folder.toString(),
                "env",
                "PS1=$ ",
                "sh");
        tmux("pipe-pane", "-t", name, "cat > " + fifo);
        return new Pane(name, fifo);
    }

    private void tmux(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "tmux",
                                "-f",
                                "/dev/null",
                                "-S",
                                folder.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("tmux.log").toFile()))
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(folder.resolve("tmux.log")))
                .isZero();
    }

    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while tmux was to end", e);
        }
    }

    /** One terminal. */
    final class Pane {
        private final String name;
        private final StringBuilder seen = new StringBuilder();
        private int commands;

        private Pane(String name, Path output) {
            this.name = name;
            // Reading a FIFO holds the thread, a virtual one's carrier too.
            Thread.ofPlatform().daemon().start(() -> read(output));
        }

        private void read(Path output) {
            try (var stream = Files.newInputStream(output)) {
                read(stream);
            } catch (IOException e) {
                append("[the terminal is gone: " + e + "]");
            }
        }

        private void read(InputStream stream) throws IOException {
            var chunk = new byte[8192];
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
        }

        private synchronized void append(String text) {
            seen.append(text.replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "").replace("\r", ""));
            notifyAll();
        }

        /** Types a line. */
        void type(String line) throws IOException, InterruptedException {
            tmux("send-keys", "-t", name, "-l", line);
            tmux("send-keys", "-t", name, "Enter");
        }

        /** Presses Ctrl-C. */
        void interrupt() throws IOException, InterruptedException {
            tmux("send-keys", "-t", name, "C-c");
        }

        /** Waits until the text so far has a match. */
        synchronized MatchResult await(String regex) throws InterruptedException {
            var pattern = Pattern.compile(regex);
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            for (var found = pattern.matcher(seen); !found.find(); found = pattern.matcher(seen)) {
                var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("waited for '%s' in: %s", regex, seen).isPositive();
                wait(left);
            }
            return pattern.matcher(seen).results().reduce((_, last) -> last).orElseThrow();
        }

        /** Runs a command to its end, and returns what it wrote; it must end so. */
        String run(int status, String command) throws IOException, InterruptedException {
            var mark = "done " + ++commands;
            int before = length();
            type(command + "; echo \"[" + mark + ": $?]\"");
            var end = await("\\[" + mark + ": (\\d+)\\]");
            var text = text(before, end.start());
            assertThat(end.group(1)).as(text).isEqualTo(Integer.toString(status));
            return text.substring(text.indexOf('\n') + 1);
        }

        private synchronized int length() {
            return seen.length();
        }

        private synchronized String text(int from, int to) {
            return seen.substring(from, to);
        }
    }
}
