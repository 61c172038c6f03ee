package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.executor.edge.TlsEndpoint;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/** Clients that take their time: each has only so much of it, and holds up nobody else. */
@Timeout(300)
class SlowClientsIT {
    private static final int CONNECTIONS = 1_200;

    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        executor =
                TestExecutor.open(
                        folder,
                        EdgeSettings.defaults()
                                .withTls(new TlsEndpoint(0, TestCertificate.make(folder).server()))
                                .withConnections(CONNECTIONS)
                                .withTimes(Duration.ofSeconds(2), Duration.ofMinutes(1)));
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static void assertEnded(RawClient client) throws IOException {
        try {
            assertThat(client.readToEnd()).doesNotContain("200 OK");
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void endsAConnectionThatSaysNothing() throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            assertEnded(client);
        }
    }

    @Test
    void endsATlsHandshakeThatDoesNotGoOn() throws IOException {
        try (var client = RawClient.connect(executor.tlsPort())) {
            client.sendBytes(new byte[] {22, 3, 1});
            assertEnded(client);
        }
    }

    @Test
    void endsAConnectionThatSendsOnlyAFewBytes() throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            client.send("GE");
            assertEnded(client);
        }
    }

    /** Each byte comes soon after the one before; the head never ends. */
    @Test
    void endsAHeadThatDrips() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = RawClient.connect(executor.port())) {
            client.send("GET / HTTP/1.1\nHost: %s.run.localhost\n".formatted(hello.name()));
            var dripping =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            while (true) {
                                                client.send("X-A: b\n");
                                                Thread.sleep(100);
                                            }
                                        } catch (IOException | InterruptedException e) {
                                            // The server has ended it, or the test.
                                        }
                                    });
            assertEnded(client);
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void endsAnotherHeadThatDripsOnAConnectionThatWasGoodBefore() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = RawClient.connect(executor.port())) {
            client.send("GET / HTTP/1.1\nHost: %s.run.localhost\n\n".formatted(hello.name()));
            assertThat(client.readUpTo("Hello from WebAssembly!\n")).contains("200 OK");
            client.send("GET / HTTP/1.1\nHo");
            assertEnded(client);
        }
    }

    @Test
    void endsAnHttp2HeadThatDoesNotGoOn() throws IOException {
        try (var client = RawHttp2.connect(executor.port())) {
            client.send(RawHttp2.HEADERS, 0, 1, RawHttp2.fields(":method", "GET"));
            assertThat(client.awaitEnd(1, new StringBuilder()))
                    .isEqualTo(RawHttp2.End.CONNECTION_ENDED);
        }
    }

    @Test
    void leavesAClientThatWaitsForASlowFunctionAlone() throws Exception {
        var slow = executor.deploy(OlinGuests.sleeping(4_000), null);
        var response = executor.get(slow, "");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void serves1000ConnectionsThatAreIdle() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var request = "GET / HTTP/1.1\nHost: %s.run.localhost\n\n".formatted(hello.name());
        var clients = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < 1_000; i++) {
                var client = RawClient.connect(executor.port());
                clients.add(client);
                client.send(request);
                assertThat(client.readUpTo("Hello from WebAssembly!\n")).contains("200 OK");
            }
            for (var client : clients.reversed()) {
                client.send(request);
                assertThat(client.readUpTo("Hello from WebAssembly!\n")).contains("200 OK");
            }
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }
}
