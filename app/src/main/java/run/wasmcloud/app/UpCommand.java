package run.wasmcloud.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.Credentials;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Starts API and executor in this process and stops them at Ctrl-C. */
@Command(
        name = "up",
        description =
                "Start a server on this machine: API and executor in one process, with a PostgreSQL"
                        + " of its own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud up",
            "  wasmcloud up --data ./data --api-port 0 --run-port 0 --no-examples",
            "",
            "It prints the lines API http://HOST:PORT, RUN, PANEL and DOCS likewise, and TOKEN FILE"
                    + " PATH,",
            "and then a line that begins with ready. Ctrl-C stops it; the next up finds everything"
                    + " again."
        })
final class UpCommand implements Callable<Integer> {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Shell shell;
    private final long startNanos = System.nanoTime();

    @Mixin private final UpOptions options = new UpOptions();

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder =
                options.data()
                        .map(DataFolder::new)
                        .orElseGet(() -> DataFolder.ofUser(shell.variables()));
        var addresses = addresses();
        var access = GuestAccess.of(options);
        var running = new Running(shell, LONGEST_STOP);
        try (var server = start(addresses, access, options.edge(folder), folder)) {
            announce(server, addresses, folder);
            running.awaitEnd();
        } finally {
            running.stopped();
        }
        return ExitCode.OK.status();
    }

    private Addresses addresses() {
        var bind = bind();
        return new Addresses(
                bind,
                Ports.free(bind, options.apiPort(), "--api-port"),
                Ports.free(bind, options.runPort(), "--run-port"));
    }

    private InetAddress bind() {
        try {
            return InetAddress.getByName(options.bind());
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--bind " + options.bind() + " is no address",
                    "It is neither an IP address nor a host name that is known here.",
                    "Give an address of this machine: wasmcloud up --bind 127.0.0.1");
        }
    }

    private static LocalServer start(
            Addresses addresses, GuestAccess access, EdgeChoice edge, DataFolder folder)
            throws IOException {
        try {
            return LocalServer.start(addresses, access, edge, folder);
        } catch (WasmcloudException e) {
            throw new CommandFailure(
                    e.code() == ErrorCode.CONFLICT ? ExitCode.CONFLICT : ExitCode.FAILURE,
                    "The server did not start",
                    e.detail(),
                    e.code() == ErrorCode.CONFLICT
                            ? "Stop the other one, or use another folder: wasmcloud up --data DIR"
                            : null);
        }
    }

    private void announce(LocalServer server, Addresses addresses, DataFolder folder)
            throws IOException {
        var administrator = new Administrator(server.store(), folder);
        var user = administrator.user();
        var token = administrator.token(user);
        var profile =
                new LocalSignIn(Credentials.ofUser(shell.variables()))
                        .store(addresses.api(), token, user.email());
        if (options.examples()) {
            server.exampleDeployer().deployMissing(user);
        }
        print("API " + addresses.api());
        print("RUN " + addresses.run());
        print("PANEL " + addresses.panel());
        if (server.hasDocs()) {
            print("DOCS " + addresses.docs());
        }
        server.tlsPort().ifPresent(port -> print("RUN TLS " + addresses.runTls(port)));
        server.operatorPort()
                .ifPresent(port -> print("OPERATOR http://127.0.0.1:" + port + "/metrics"));
        print("TOKEN FILE " + folder.tokenFile());
        print(
                String.format(
                        Locale.ROOT,
                        "ready in %.1f s; stop with Ctrl-C. Try:",
                        (System.nanoTime() - startNanos) / 1e9));
        print(
                "  curl "
                        + (options.examples()
                                ? "http://hello." + addresses.functions().getAuthority() + "/"
                                : addresses.api() + "/healthz"));
        if (!profile.equals(Credentials.DEFAULT_PROFILE)) {
            print(
                    "Your default sign-in leads elsewhere; for this server use: wasmcloud --profile"
                            + " "
                            + profile
                            + " …");
        }
    }

    private void print(String line) {
        shell.out().println(line);
        shell.out().flush();
    }
}
