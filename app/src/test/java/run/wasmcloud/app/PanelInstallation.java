package run.wasmcloud.app;

import picocli.CommandLine;

import run.wasmcloud.api.AccountSettings;
import run.wasmcloud.api.ApiServer;
import run.wasmcloud.api.ApiSettings;
import run.wasmcloud.api.BillingSettings;
import run.wasmcloud.api.ExampleCatalogue;
import run.wasmcloud.app.panel.PanelServer;
import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.ForwardedForm;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.panel.PanelSettings;
import run.wasmcloud.panel.web.SessionKeys;
import run.wasmcloud.store.Store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * What {@code wasmcloud up} starts, in this process: the panel with a real API, executor and
 * database behind it, and the example functions. Made once for all tests that ask for it; each test
 * makes users of its own.
 */
public final class PanelInstallation implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery staple";

    private final Path folder;
    private final Addresses addresses;
    private final LocalServer server;
    private final WasmcloudClient client;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger places = new AtomicInteger();

    private PanelInstallation(Path folder) throws IOException {
        this.folder = folder;
        var options = CommandLine.populateCommand(new UpOptions(), "--guests", "16");
        var loopback = InetAddress.getLoopbackAddress();
        var data = new DataFolder(folder.resolve("data"));
        addresses =
                new Addresses(
                        loopback,
                        Ports.free(loopback, 0, "--api-port"),
                        Ports.free(loopback, 0, "--run-port"));
        server = LocalServer.start(addresses, GuestAccess.of(options), edge(), data);
        client = new WasmcloudClient(ClientSettings.of(api(), null));
        server.exampleDeployer().deployMissing(new Administrator(server.store(), data).user());
    }

    private static EdgeChoice edge() {
        return new EdgeChoice(
                Optional.empty(),
                new TrustedProxies(
                        List.of(Network.parse("127.0.0.0/8")), ForwardedForm.X_FORWARDED),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Long.MAX_VALUE);
    }

    /** Starts one in a folder of its own. */
    public static PanelInstallation start() {
        try {
            return new PanelInstallation(Files.createTempDirectory("panel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody with an account and the password {@link #PASSWORD}. */
    public record Person(String email, WasmcloudClient client) {}

    /** Makes a user of a plan whom no other test knows. */
    public Person person(Plan plan) {
        return person(Role.USER, plan);
    }

    /** Makes an account whom no other test knows. */
    public Person person(Role role, Plan plan) {
        var email = "person-%d@example.com".formatted(users.incrementAndGet());
        server.store().users().create(email, PASSWORD, role, plan);
        var visitor = client.forSomebody(null, otherPlace());
        var token = new AccessToken(visitor.sessions().create(email, PASSWORD).token());
        return new Person(email, visitor.forSomebody(token, null));
    }

    /**
     * Returns an address that nobody has come from yet: how often somebody may sign in is counted
     * by it. The installation believes what a proxy on this machine tells.
     */
    public String otherPlace() {
        var number = places.incrementAndGet();
        return "10.%d.%d.1".formatted(number / 250, number % 250);
    }

    /** Returns the API's address. */
    public URI api() {
        return URI.create(addresses.api());
    }

    /** Returns the panel's address. */
    public URI panel() {
        return addresses.panel();
    }

    /** Returns the documentation's address. */
    public URI docs() {
        return addresses.docs();
    }

    /** Returns what functions answer below. */
    public URI functions() {
        return addresses.functions();
    }

    /** Returns what the installation keeps, for what no client can bring about. */
    public Store store() {
        return server.store();
    }

    /**
     * An API and a panel of their own before the same database, with another way to get accounts.
     */
    public static final class Accounts implements AutoCloseable {
        private final URI panel;
        private final ApiServer api;
        private final PanelServer server;

        private Accounts(
                PanelInstallation installation, BiFunction<URI, URI, AccountSettings> settings) {
            var loopback = InetAddress.getLoopbackAddress();
            var apiPort = Ports.free(loopback, 0, "--api-port");
            var panelPort = Ports.free(loopback, 0, "--panel-port");
            var apiAddress = URI.create("http://localhost:" + apiPort);
            panel = URI.create("http://" + Addresses.PANEL_HOST + ":" + panelPort);
            api =
                    ApiServer.open(
                            new ApiSettings(
                                    loopback,
                                    apiPort,
                                    Set.of("localhost"),
                                    installation.functions(),
                                    Policy.standardText(),
                                    settings.apply(apiAddress, panel),
                                    Set.of(),
                                    BillingSettings.none(),
                                    apiAddress + "/problems/",
                                    ""),
                            installation.store(),
                            (_, _, _) -> {
                                throw new IllegalStateException("no test deploys here");
                            },
                            ExampleCatalogue.inJar("/examples"));
            server =
                    PanelServer.open(
                            loopback,
                            panelPort,
                            new PanelSettings(
                                    apiAddress,
                                    panel,
                                    installation.functions(),
                                    SessionKeys.ofThisProcess(),
                                    TrustedProxies.none()));
        }

        /** Returns the panel's address. */
        public URI panel() {
            return panel;
        }

        @Override
        public void close() {
            server.close();
            api.close();
        }
    }

    /**
     * Starts another API and panel.
     *
     * @param settings how people get accounts, from the API's address and the panel's
     */
    public Accounts accounts(BiFunction<URI, URI, AccountSettings> settings) {
        return new Accounts(this, settings);
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
