package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.FolderBlobStore;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.MasterKeys;
import run.wasmcloud.store.SigningKeys;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoreKeys;
import run.wasmcloud.store.Token;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** API and executor as processes of their own, on a PostgreSQL server that neither starts. */
@Timeout(400)
class ServersIT {
    private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

    /** What a Java program ends with at SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    @TempDir private Path folder;
    private final EmbeddedServer database;
    private final HttpClient http = HttpClient.newHttpClient();
    private int logs;

    ServersIT(@TempDir Path other) {
        database = EmbeddedServer.open(other.resolve("postgresql"));
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                folder.resolve("wasmcloud.toml"),
                """
                [node]
                folder = "%1$s/node-1"
                [database]
                url = "%2$s"
                user = "%3$s"
                password = "%4$s"
                [modules]
                folder = "%1$s/modules"
                [keys]
                folder = "%1$s/keys"
                [api]
                url = "http://localhost:8080"
                port = 0
                [executor]
                url = "http://run.localhost:8081"
                port = 0
                abuse-contact = "abuse@example.com"
                drain-time = "20s"
                """
                        .formatted(
                                folder,
                                database.address().jdbcUrl(),
                                database.address().user(),
                                database.address().password()));
    }

    @AfterEach
    void stopDatabase() {
        database.close();
        http.close();
    }

    private ServerProcess start(String verb, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--config", folder.resolve("wasmcloud.toml").toString()));
        return ServerProcess.start(folder.resolve(verb + logs++ + ".log"), arguments);
    }

    private Store store() throws IOException {
        return Store.open(
                database.address(),
                FolderBlobStore.open(folder.resolve("modules")),
                new StoreKeys(
                        SigningKeys.inFolder(folder.resolve("keys").resolve("tokens")),
                        MasterKeys.inFile(folder.resolve("keys").resolve("master-keys"))));
    }

    private static User user(Store store) {
        return store.users()
                .create("user@example.com", "correct horse battery staple", Role.USER, Plan.PAID);
    }

    private HttpRequest.Builder api(String address, String path, String jwt) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + jwt);
    }

    private HttpResponse<String> deploy(String api, String jwt, Function function, String example)
            throws IOException, InterruptedException {
        var path = "/v1/functions/%s/deployments".formatted(function.name());
        var wasm = BodyPublishers.ofFile(EXAMPLES.resolve(example));
        var request = api(api, path, jwt).header("Content-Type", "application/wasm").POST(wasm);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends a request to a function; java.net.http lets nobody choose the host. */
    private static Socket call(String run, Function function, String query) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(run).getPort());
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        socket.getOutputStream()
                .write(
                        "GET /?%s HTTP/1.1\r\nHost: %s.run.localhost\r\nConnection: close\r\n\r\n"
                                .formatted(query, function.name())
                                .getBytes(US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    private static boolean isRefused(String run) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), URI.create(run).getPort())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("the time by which " + what).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void serveAnInstallationLoseNoRunAtTheEndAndGoOnFromABackup() throws Exception {
        Function function;
        try (var api = start("api")) {
            var address = api.awaitReady("API").replace("127.0.0.1", "localhost");
            try (var store = store()) {
                var user = user(store);
                function = store.functions().create(user, Optional.empty(), "");
                var jwt =
                        store.tokens()
                                .issue(
                                        user.id(),
                                        Token.Kind.API,
                                        "t",
                                        TokenScope.DEPLOY,
                                        Instant.now().plusSeconds(600))
                                .jwt();
                var deployed = deploy(address, jwt, function, "clock/clock.wasm");
                assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
                stopWhileItRuns(store, function);
            }
            api.terminate();
            assertThat(api.awaitEnd()).as(api.log()).isEqualTo(TERMINATED);
        }
        restoreAndCall(function);
    }

    private void stopWhileItRuns(Store store, Function function) throws Exception {
        try (var executor = start("executor")) {
            var run = executor.awaitReady("RUN");
            try (var socket = call(run, function, "n=5")) {
                var lines = reader(socket);
                var first = lines.lines().filter(line -> line.equals("id: 1")).findFirst();
                assertThat(first).as(executor.log()).isPresent();

                executor.terminate();

                await("no connection is taken", () -> isRefused(run));
                var rest = lines.lines().toList();
                assertThat(rest)
                        .as("the run goes on to its end")
                        .contains("id: 5")
                        .endsWith("0", "");
            }
            assertThat(executor.awaitEnd()).as(executor.log()).isEqualTo(TERMINATED);
        }
        var receipt =
                store.invocations().list(function.id(), Optional.empty(), Optional.empty(), 5);
        assertThat(receipt.items())
                .singleElement()
                .satisfies(
                        item ->
                                assertThat(item.invocation().receipt().outcome())
                                        .isEqualTo(new Outcome.Completed()));
        assertThat(store.executors().list())
                .singleElement()
                .satisfies(
                        seen -> {
                            assertThat(seen.status().state()).isEqualTo(ExecutorState.STOPPED);
                            assertThat(seen.status().unshippedRecords()).isZero();
                            assertThat(seen.alive()).isFalse();
                        });
    }

    private void restoreAndCall(Function function) throws Exception {
        var file = folder.resolve("all.wasmcloud").toString();
        try (var backup = start("admin", "backup", file)) {
            assertThat(backup.awaitSuccess()).contains("rows of");
        }
        makeDatabase("restored");
        var elsewhere =
                List.of(
                        "--set",
                        "database.url="
                                + database.address().jdbcUrl().replace("/postgres", "/restored"),
                        "--set",
                        "modules.folder=" + folder.resolve("modules-2"),
                        "--set",
                        "node.folder=" + folder.resolve("node-2"));
        var restoring = new ArrayList<>(List.of("restore", file));
        restoring.addAll(elsewhere);
        try (var restore = start("admin", restoring.toArray(String[]::new))) {
            restore.awaitSuccess();
        }
        try (var executor = start("executor", elsewhere.toArray(String[]::new));
                var socket = call(executor.awaitReady("RUN"), function, "n=1")) {
            assertThat(reader(socket).lines()).contains("id: 1");
        }
    }

    private void makeDatabase(String name) throws SQLException {
        var address = database.address();
        try (var connection =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    @Test
    void twoApisServeOneInstallation() throws Exception {
        try (var first = start("api", "--set", "node.folder=" + folder.resolve("api-1"));
                var second = start("api", "--set", "node.folder=" + folder.resolve("api-2"))) {
            var one = first.awaitReady("API").replace("127.0.0.1", "localhost");
            var two = second.awaitReady("API").replace("127.0.0.1", "localhost");
            try (var store = store()) {
                user(store);
            }
            var session = signIn(one);

            assertThat(status(api(two, "/v1/whoami", session).GET())).isEqualTo(200);
            assertThat(status(create(two, session, "parrot"))).isEqualTo(201);
            assertThat(status(create(one, session, "parrot"))).isEqualTo(409);
            assertThat(status(api(one, "/v1/functions/parrot", session).DELETE())).isEqualTo(204);
            assertThat(status(api(two, "/v1/functions/parrot", session).GET())).isEqualTo(404);
            assertThat(status(api(one, "/v1/sessions/current", session).DELETE())).isEqualTo(204);
            assertThat(status(api(two, "/v1/whoami", session).GET())).isEqualTo(401);
        }
    }

    private String signIn(String address) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + "/v1/sessions"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"email\":\"user@example.com\",\"password\":\"correct"
                                                + " horse battery staple\"}"));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body().replaceAll("(?s).*\"token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private HttpRequest.Builder create(String address, String jwt, String name) {
        return api(address, "/v1/functions", jwt)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"%s\"}".formatted(name)));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Date"))
                .as("the zone of RFC 9110")
                .hasValueSatisfying(date -> assertThat(date).endsWith(" GMT"));
        return answer.statusCode();
    }

    @Test
    void showTheirFiguresToTheOperatorAndBelieveTheProxy() throws Exception {
        try (var executor =
                start(
                        "executor",
                        "--set",
                        "operator.port=0",
                        "--set",
                        "proxies.trusted=127.0.0.0/8",
                        "--set",
                        "executor.access-log=" + folder.resolve("access.log"))) {
            var run = executor.awaitReady("RUN");
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), URI.create(run).getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET / HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: %s\r\nConnection: close\r\n\r\n"
                                        .formatted("nobody.run.localhost", "192.0.2.7")
                                        .getBytes(US_ASCII));
                assertThat(reader(socket).readLine()).startsWith("HTTP/1.1 404");
            }
            await(
                    "the request is in the access log",
                    () -> text(folder.resolve("access.log")).startsWith("192.0.2.7 "));
            var operator = executor.said("OPERATOR");
            var figures =
                    http.send(
                            HttpRequest.newBuilder(URI.create(operator + "/metrics")).build(),
                            BodyHandlers.ofString());
            assertThat(figures.body()).contains("wasmcloud_");
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void sayWhatIsWrongWithTheConfigurationAndShowNoSecret() throws Exception {
        try (var printed = start("api", "--print-config")) {
            var text = printed.awaitSuccess();
            assertThat(text)
                    .contains("executor.drain-time = 20s  # ", "database.password = ********");
            assertThat(text).doesNotContain(database.address().password());
        }
        try (var wrong = start("executor", "--set", "api.url=https://api.localhost:8080x")) {
            assertThat(wrong.awaitEnd()).isEqualTo(9);
            assertThat(wrong.log()).contains("api.url", "configuration.md");
        }
    }
}
