package run.wasmcloud.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The tool with streams in memory, an environment of its own, and a clock that stands still. */
final class Tool {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    /** What a command did. */
    record Result(int status, String out, String err) {}

    private final Map<String, String> variables = new HashMap<>();
    private String input = "";
    private boolean terminal;
    private List<Callable<Integer>> serverVerbs = List.of();

    Tool(Path home) {
        variables.put("XDG_CONFIG_HOME", home.toString());
    }

    Tool with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Tool reading(String text) {
        input = text;
        return this;
    }

    Tool onTerminal() {
        terminal = true;
        return this;
    }

    Tool serving(Callable<Integer> verb) {
        serverVerbs = List.of(verb);
        return this;
    }

    Result run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = run(out, err, arguments);
        return new Result(status, text(out), text(err));
    }

    /** Runs a command whose output can be looked at meanwhile, and returns its exit status. */
    int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        return new Cli(shell(out, err), serverVerbs, List.of()).run(arguments);
    }

    private Shell shell(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                terminal,
                terminal,
                terminal,
                variables,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
