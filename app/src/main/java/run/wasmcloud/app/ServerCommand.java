package run.wasmcloud.app;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.app.configuration.Configurations;
import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A command that serves with a configuration until its process is asked to end. */
abstract class ServerCommand implements Callable<Integer> {
    private static final Duration BESIDE_THE_DRAIN = Duration.ofSeconds(40);

    private final Shell shell;

    @Mixin private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--print-config",
            description =
                    "Print every setting as it holds and where it comes from, secrets masked, and"
                            + " end.")
    private boolean printing;

    ServerCommand(Shell shell) {
        this.shell = shell;
    }

    /**
     * A server that has started.
     *
     * @param lines what answers where
     */
    record Served(AutoCloseable server, List<String> lines) {
        Served {
            lines = List.copyOf(lines);
        }

        /** A server that perhaps shows figures to the operator, too. */
        static Served of(AutoCloseable server, String line, Optional<String> operator) {
            var shown = operator.map(address -> "OPERATOR " + address);
            return new Served(server, Stream.concat(Stream.of(line), shown.stream()).toList());
        }
    }

    /** Starts the server; returns when it serves. */
    abstract Served start(Installation installation) throws IOException;

    @Override
    public final Integer call() throws Exception {
        var configurations = options.read(shell);
        if (printing) {
            configurations.lines().forEach(shell.out()::println);
            shell.out().flush();
            return ExitCode.OK.status();
        }
        Logs.write(configurations.server().log().form());
        return serve(configurations);
    }

    private int serve(Configurations configurations) throws Exception {
        var drain = configurations.server().executor().drainTime();
        var running = new Running(shell, drain.plus(BESIDE_THE_DRAIN));
        try {
            var served = started(new Installation(configurations.server()));
            try (var _ = served.server()) {
                served.lines().forEach(running::say);
                running.say("ready; stop with Ctrl-C or SIGTERM");
                running.awaitEnd();
            }
        } finally {
            running.stopped();
        }
        return ExitCode.OK.status();
    }

    private Served started(Installation installation) throws IOException {
        try {
            return start(installation);
        } catch (WasmcloudException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "The server did not start", e.detail(), null);
        }
    }
}
