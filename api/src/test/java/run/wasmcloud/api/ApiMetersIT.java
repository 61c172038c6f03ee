package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

@Timeout(60)
class ApiMetersIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private WebServer open() {
        return WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(
                        HttpRouting.builder()
                                .addFilter(new ApiMeters(registry))
                                .get("/v1/functions/{name}", (_, response) -> response.send("x"))
                                .any(
                                        (_, response) ->
                                                response.status(Status.NOT_FOUND_404).send("no")))
                .build()
                .start();
    }

    @Test
    void countsByRouteAndNotByPath() throws Exception {
        var server = open();
        try (var client = HttpClient.newHttpClient()) {
            for (var path : new String[] {"/v1/functions/a", "/v1/functions/b", "/x", "/y"}) {
                var method = path.equals("/y") ? "MADEUP" : "GET";
                client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.port() + path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
            }
        } finally {
            server.stop();
        }
        assertThat(
                        registry.get("wasmcloud.api.requests")
                                .tag("route", "/v1/functions/{name}")
                                .tag("method", "GET")
                                .tag("status", "200")
                                .timer()
                                .count())
                .isEqualTo(2);
        assertThat(registry.getMeters())
                .allSatisfy(
                        meter ->
                                assertThat(meter.getId().toString())
                                        .doesNotContain("functions/a", "MADEUP", "/x"));
    }
}
