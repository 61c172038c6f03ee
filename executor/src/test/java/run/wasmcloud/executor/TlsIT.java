package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.executor.edge.TlsEndpoint;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** Functions over TLS, as real clients reach them. */
@Timeout(300)
class TlsIT {
    private static TestExecutor executor;
    private static SSLContext trusting;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        var certificate = TestCertificate.make(folder);
        trusting = certificate.client();
        executor =
                TestExecutor.open(
                        folder,
                        EdgeSettings.defaults().withTls(new TlsEndpoint(0, certificate.server())));
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder().version(version).sslContext(trusting).build();
    }

    private static HttpRequest.Builder request(Function function, String rest) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "https://localhost:%d/_fn/%s/%s"
                                        .formatted(executor.tlsPort(), function.name(), rest)))
                .timeout(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource
    void speaksTheProtocolThatTheClientAgreesTo(Version version) throws Exception {
        var environment = executor.deploy("environment/environment.wasm");
        try (var client = client(version)) {
            for (int i = 0; i < 3; i++) {
                var response =
                        client.send(request(environment, "a?b=c").build(), BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.version()).isEqualTo(version);
                assertThat(response.body())
                        .contains("HTTPS=on")
                        .contains("SERVER_PORT=" + executor.tlsPort())
                        .contains("https://localhost:" + executor.tlsPort() + "/_fn/");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesLargeBodiesThroughIntact(Version version) throws Exception {
        var echo = executor.deploy("echo/echo.wasm");
        var body = new byte[3_000_000];
        new Random(7).nextBytes(body);
        try (var client = client(version)) {
            var response =
                    client.send(
                            request(echo, "").POST(BodyPublishers.ofByteArray(body)).build(),
                            BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(body);
        }
    }

    @Test
    void servesManyRequestsOnOneConnectionAtOnce() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = client(Version.HTTP_2)) {
            client.send(request(hello, "").build(), BodyHandlers.ofString());
            var answers =
                    java.util.stream.IntStream.range(0, 20)
                            .mapToObj(
                                    _ ->
                                            client.sendAsync(
                                                    request(hello, "").build(),
                                                    BodyHandlers.ofString()))
                            .toList();
            for (var answer : answers) {
                assertThat(answer.get().body()).contains("Hello from WebAssembly!");
            }
        }
    }

    @Test
    void isNotTrustedByStrangers() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var stranger = HttpClient.newHttpClient()) {
            assertThatThrownBy(
                            () ->
                                    stranger.send(
                                            request(hello, "").build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAGuestWhoseClientHasGone(Version version) throws Exception {
        var sleeper =
                executor.deployWith(
                        OlinGuests.sleeping(100_000),
                        limits -> limits.withWallTime(Duration.ofMinutes(2)));
        try (var client = client(version)) {
            var _ = client.sendAsync(request(sleeper, "").build(), BodyHandlers.ofString());
            executor.logWith(sleeper, "begun");
            client.shutdownNow();
        }
        assertThat(executor.lastReceipt(sleeper).invocation().receipt().outcome())
                .isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void goesOnServingAfterClientsThatSpeakNoTls() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var raw = RawClient.connect(executor.tlsPort())) {
            raw.send("GET / HTTP/1.1\nHost: %s.run.localhost\n\n".formatted(hello.name()));
            assertThat(raw.readToEnd()).doesNotContain("HTTP/1.1");
        }
        assertThat(overHttp1(hello)).contains("200 OK", "Hello from WebAssembly!");
    }

    private static String overHttp1(Function function) throws IOException {
        try (var socket =
                (SSLSocket)
                        trusting.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), executor.tlsPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: %s.run.localhost\r\nConnection: close\r\n\r\n"
                                    .formatted(function.name())
                                    .getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
