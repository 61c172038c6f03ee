package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.sandbox.Request;
import run.wasmcloud.sandbox.Sandbox;
import run.wasmcloud.sandbox.junit.WasmFunction;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A function that fetches what its query names, against a server of the test. */
class FetchTest {
    private HttpServer upstream;

    @BeforeEach
    void start() throws IOException {
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
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
    }

    private Request request() {
        return Request.get("/?http://127.0.0.1:" + upstream.getAddress().getPort() + "/");
    }

    @Test
    void fetches(@WasmFunction("fetch.wasm") Sandbox fetch) {
        var answer =
                fetch.policy(
                                """
                                allow (
                                  ^http://127\\.0\\.0\\.1:
                                )
                                """)
                        .allowLoopback()
                        .run(request());

        assertTrue(answer.text().contains("from upstream"));
        assertEquals(1, answer.receipt().outboundRequests());
    }

    @Test
    void isDeniedWhatItsPolicyDoesNotAllow(@WasmFunction("fetch.wasm") Sandbox fetch) {
        var answer =
                fetch.policy(
                                """
                                allow (
                                  ^https://api\\.example\\.com/
                                )
                                """)
                        .allowLoopback()
                        .run(request());

        assertInstanceOf(Outcome.Denied.class, answer.outcome());
    }
}
