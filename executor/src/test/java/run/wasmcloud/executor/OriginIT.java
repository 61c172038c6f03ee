package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.executor.edge.AccessLogForm;
import run.wasmcloud.executor.edge.AccessLogSettings;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.ForwardedForm;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.TrustedProxies;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What functions are told of their clients, with and without proxies on the way. */
@Timeout(300)
class OriginIT {
    @TempDir private Path folder;

    private TestExecutor open(String trusted, ForwardedForm form) throws IOException {
        var proxies = new TrustedProxies(List.of(Network.parse(trusted)), form);
        return TestExecutor.open(
                folder,
                EdgeSettings.defaults()
                        .withProxies(proxies)
                        .withAccessLog(
                                AccessLogSettings.of(
                                        folder.resolve("access.log"), AccessLogForm.COMBINED)));
    }

    private static String environment(TestExecutor executor, String... headers)
            throws IOException, InterruptedException {
        var function = executor.deploy("environment/environment.wasm");
        return executor.http1
                .send(
                        executor.request(function, "?signature=hidden&a=b")
                                .headers(headers)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void believesATrustedProxysForwarded() throws Exception {
        try (var executor = open("127.0.0.0/8", ForwardedForm.FORWARDED)) {
            var environment =
                    environment(
                            executor,
                            "Forwarded",
                            "for=203.0.113.9,"
                                    + " for=\"192.0.2.1:99\";proto=https;host=\"localhost:9443\"");

            assertThat(environment)
                    .contains("REMOTE_ADDR=192.0.2.1\n", "REMOTE_PORT=99\n", "HTTPS=on\n")
                    .contains("SERVER_NAME=localhost\n", "SERVER_PORT=9443\n")
                    .contains("HTTP_HOST=localhost:9443\n", "X_FULL_URL=https://localhost:9443/")
                    .doesNotContain("FORWARDED", "203.0.113.9");
        }
        assertThat(Files.readString(folder.resolve("access.log")))
                .startsWith("192.0.2.1 - - [")
                .contains("a=b")
                .doesNotContain("hidden");
    }

    @Test
    void believesATrustedProxysOlderHeaders() throws Exception {
        try (var executor = open("127.0.0.0/8", ForwardedForm.X_FORWARDED)) {
            var function = executor.deploy("environment/environment.wasm");
            var response =
                    executor.http1.send(
                            executor.request(function, "")
                                    .headers(
                                            "X-Forwarded-For", "203.0.113.9, 192.0.2.1",
                                            "X-Forwarded-Proto", "https",
                                            "X-Forwarded-Host", "localhost",
                                            "Forwarded", "for=198.51.100.66")
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.body())
                    .contains("REMOTE_ADDR=192.0.2.1\n", "HTTPS=on\n", "SERVER_PORT=443\n")
                    .doesNotContain("FORWARDED", "203.0.113.9", "198.51.100.66");
        }
    }

    @ParameterizedTest
    @EnumSource
    void believesNothingOfAStranger(ForwardedForm form) throws Exception {
        try (var executor = open("10.0.0.0/8", form)) {
            var environment =
                    environment(
                            executor,
                            "Forwarded",
                            "for=192.0.2.1;proto=https;host=evil.example",
                            "X-Forwarded-For",
                            "192.0.2.1",
                            "X-Forwarded-Proto",
                            "https",
                            "X-Forwarded-Host",
                            "evil.example",
                            "X-Real-IP",
                            "192.0.2.1");

            assertThat(environment)
                    .contains("REMOTE_ADDR=127.0.0.1\n", "SERVER_NAME=localhost\n")
                    .contains("SERVER_PORT=" + executor.port() + "\n")
                    .doesNotContain("192.0.2.1", "evil.example", "HTTPS=on");
        }
        assertThat(Files.readString(folder.resolve("access.log"))).startsWith("127.0.0.1 - - [");
    }

    @Test
    void findsTheFunctionByTheHostThatATrustedProxyTells() throws Exception {
        try (var executor = open("127.0.0.0/8", ForwardedForm.X_FORWARDED)) {
            var hello = executor.deploy("hello/hello.wasm");
            try (var client = RawClient.connect(executor.port())) {
                client.send(
                        """
                        GET / HTTP/1.1
                        Host: inner.example
                        X-Forwarded-For: 192.0.2.1
                        X-Forwarded-Host: %s.run.localhost
                        Connection: close

                        """
                                .formatted(hello.name()));
                assertThat(client.readToEnd()).contains("200 OK", "Hello from WebAssembly!");
            }
        }
    }

    @Test
    void refusesWhatATrustedProxyPassesOnMalformed() throws Exception {
        try (var executor = open("127.0.0.0/8", ForwardedForm.FORWARDED)) {
            assertThat(environment(executor, "Forwarded", "for=\"198.51.100.1, for=192.0.2.1"))
                    .contains("malformed", "RFC 7239");
        }
    }
}
