package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;

class HostedSitesIT {
    private static final int LONGEST_MILLIS = 30_000;

    @Test
    void leadsARequestToTheSiteOfItsHostName() throws Exception {
        var sites =
                new HostedSites(
                        Map.of("docs.localhost", (_, response) -> response.send("the site")),
                        Set.of("http://docs.localhost:8080"));
        var server =
                WebServer.builder()
                        .address(InetAddress.getLoopbackAddress())
                        .port(0)
                        .shutdownHook(false)
                        .routing(
                                HttpRouting.builder()
                                        .addFilter(sites)
                                        .any((_, response) -> response.send("the API")))
                        .build()
                        .start();
        try {
            assertThat(ask(server.port(), "docs.localhost")).endsWith("the site");
            assertThat(ask(server.port(), "DOCS.localhost:8080")).endsWith("the site");
            assertThat(ask(server.port(), "api.localhost")).endsWith("the API");
            assertThat(ask(server.port(), "docs.localhost.example.com")).endsWith("the API");
            assertThat(ask(server.port(), "[::1]:8080")).endsWith("the API");
            assertThat(ask(server.port(), "a\r\nOrigin: http://docs.localhost:8080"))
                    .containsIgnoringCase(
                            "access-control-allow-origin: http://docs.localhost:8080\r\n")
                    .endsWith("the API");
            assertThat(ask(server.port(), "a\r\nOrigin: http://x.run.localhost:8081"))
                    .doesNotContainIgnoringCase("access-control")
                    .endsWith("the API");
        } finally {
            server.stop();
        }
    }

    private static String ask(int port, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.getOutputStream()
                    .write(
                            "GET /v1/whoami HTTP/1.1\r\nHost: %s\r\n\r\n"
                                    .formatted(host)
                                    .getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
