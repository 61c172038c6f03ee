package run.wasmcloud.app;

import picocli.CommandLine;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.store.Store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final AtomicInteger users = new AtomicInteger();

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
        server = LocalServer.start(addresses, GuestAccess.of(options), options.edge(data), data);
        server.exampleDeployer().deployMissing(new Administrator(server.store(), data).user());
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
        var visitor = new WasmcloudClient(ClientSettings.of(api(), null));
        var token = new AccessToken(visitor.sessions().create(email, PASSWORD).token());
        return new Person(email, visitor.forSomebody(token, null));
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

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
