package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, from the classes of this build. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output = process.inputReader();
    }

    /** Starts a command. */
    static ServerProcess start(Path log, List<String> arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-Duser.timezone=Asia/Kathmandu",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("XDG_CONFIG_HOME", log.resolveSibling("config").toString());
        builder.environment().put("XDG_DATA_HOME", log.resolveSibling("share").toString());
        return new ServerProcess(builder.start(), log);
    }

    /**
     * Waits for the line that begins with ready; returns what follows a word on an earlier line.
     */
    String awaitReady(String word) throws Exception {
        var ready =
                CompletableFuture.supplyAsync(
                        () ->
                                output.lines()
                                        .peek(said::add)
                                        .anyMatch(line -> line.startsWith("ready")));
        assertThat(ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("said %s and %s", said, Files.readString(log))
                .isTrue();
        return said(word);
    }

    /** Returns what follows a word on a line before the one that begins with ready. */
    String said(String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Runs to its end; returns what it wrote. */
    String awaitSuccess() throws Exception {
        var text = output.lines().toList();
        assertThat(awaitEnd()).as("%s %s", text, Files.readString(log)).isZero();
        return String.join("\n", text);
    }

    /** Asks it to end, as an operator does. */
    void terminate() {
        process.toHandle().destroy();
    }

    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
