package run.wasmcloud.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

class SandboxOutboundIT {
    private final HttpServer upstream;
    private final Sandbox fetch;

    SandboxOutboundIT() throws IOException {
        upstream =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        0,
                        "/",
                        exchange -> {
                            try (exchange) {
                                var bytes = "from upstream".getBytes(UTF_8);
                                exchange.sendResponseHeaders(200, bytes.length);
                                exchange.getResponseBody().write(bytes);
                            }
                        });
        fetch = Sandbox.of(Path.of("..", "examples", "fetch", "fetch.wasm"));
    }

    @BeforeEach
    void start() {
        upstream.start();
    }

    @AfterEach
    void stop() {
        fetch.close();
        upstream.stop(0);
    }

    private Request request() {
        return Request.get("/?http://127.0.0.1:" + upstream.getAddress().getPort() + "/");
    }

    @Test
    void reachesAServerOfTheTestWhenTheTestSaysSo() {
        var answer = fetch.allowLoopback().run(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("from upstream");
        assertThat(answer.receipt().outboundRequests()).isEqualTo(1);
    }

    @Test
    void refusesLoopbackOtherwise() {
        assertThat(fetch.run(request()).outcome()).isInstanceOf(Outcome.Denied.class);
    }

    @Test
    void asksThePolicyAlsoThen() {
        var answer = fetch.allowLoopback().policy("allow (\n  ^https://\n)\n").run(request());

        assertThat(answer.outcome()).isInstanceOf(Outcome.Denied.class);
    }
}
