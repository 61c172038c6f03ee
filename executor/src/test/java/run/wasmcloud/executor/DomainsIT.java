package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

@Timeout(300)
class DomainsIT {
    private static TestExecutor executor;

    private final String host = "shop-" + UUID.randomUUID() + ".example.org";

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static String answer(String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), executor.port())) {
            var request = "GET /a HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void answersAHostNameOfAFunctionsOwnWhileItLeadsThere() throws Exception {
        var environment = executor.deploy("environment/environment.wasm");
        var domains = executor.store().domains();
        domains.add(environment, host);
        assertThat(answer("Host: " + host + "\r\n")).startsWith("HTTP/1.1 404 ");

        domains.verified(domains.find(environment.id(), host).orElseThrow());

        assertThat(answer("Host: " + host + ":8081\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("SERVER_NAME=" + host, "PATH_INFO=/a\n", "SCRIPT_NAME=\n");
        assertThat(answer("Host: example.org\r\nX-Forwarded-Host: " + host + "\r\n"))
                .startsWith("HTTP/1.1 404 ");

        domains.delete(environment, host);

        assertThat(answer("Host: " + host + "\r\n")).startsWith("HTTP/1.1 404 ");
    }
}
