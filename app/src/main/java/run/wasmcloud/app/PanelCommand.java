package run.wasmcloud.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.app.configuration.PanelConfiguration;
import run.wasmcloud.app.panel.PanelServer;
import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.panel.PanelSettings;
import run.wasmcloud.panel.web.SessionKeys;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Serves the panel. */
@Command(
        name = "panel",
        description =
                "Serve the web UI of an installation; any number of these processes may run. It"
                        + " knows the API's address, and nothing of the database.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud panel --config /etc/wasmcloud-panel.toml",
            "  wasmcloud panel --config /etc/wasmcloud-panel.toml --print-config",
            "",
            "It prints the line PANEL http://HOST:PORT, and then a line that begins with ready."
        })
final class PanelCommand implements Callable<Integer> {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Shell shell;

    @Mixin private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--print-config",
            description =
                    "Print every setting as it holds and where it comes from, secrets masked, and"
                            + " end.")
    private boolean printing;

    PanelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        var read = options.readPanel(shell);
        if (printing) {
            read.lines().forEach(shell.out()::println);
            shell.out().flush();
            return ExitCode.OK.status();
        }
        return serve(read.settings());
    }

    private int serve(PanelConfiguration configuration) throws InterruptedException {
        var panel = configuration.panel();
        var running = new Running(shell, LONGEST_STOP);
        try (var server = started(configuration)) {
            running.say(
                    "PANEL http://%s:%d".formatted(panel.bind().getHostAddress(), server.port()));
            running.say("ready; stop with Ctrl-C or SIGTERM");
            running.awaitEnd();
        } finally {
            running.stopped();
        }
        return ExitCode.OK.status();
    }

    private static PanelServer started(PanelConfiguration configuration) {
        var panel = configuration.panel();
        var proxies = configuration.proxies();
        try {
            return PanelServer.open(
                    panel.bind(),
                    panel.port(),
                    new PanelSettings(
                            panel.api(),
                            panel.url(),
                            panel.functions(),
                            SessionKeys.inFile(panel.keys()),
                            new TrustedProxies(proxies.trusted(), proxies.forwarded())));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The key file cannot be used",
                    String.valueOf(e.getMessage()),
                    "Let panel.keys name a file of keys, or one that is not there yet.");
        } catch (WasmcloudException e) {
            throw new CommandFailure(ExitCode.FAILURE, "The panel did not start", e.detail(), null);
        }
    }
}
