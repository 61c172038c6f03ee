package run.wasmcloud.panel.landing;

import run.wasmcloud.client.FunctionCall;
import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a function answered.
 *
 * @param micros until the last byte, as the panel's server saw it
 * @param headers the lines worth showing
 * @param body the beginning, as text
 * @param invocation the receipt's id; empty when there is none
 */
public record ExampleAnswer(
        int status, long micros, List<String> headers, String body, String invocation) {
    private static final int LONGEST_BODY = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SHOWN = List.of("content-type", "wasmcloud-invocation");

    public ExampleAnswer {
        headers = List.copyOf(headers);
    }

    /** Calls a function as any client does. */
    static ExampleAnswer of(WasmcloudClient client, URI function) {
        var began = System.nanoTime();
        var call = new FunctionCall("GET", "/", List.of(), BodyPublishers.noBody(), PATIENCE);
        var response = client.call(function, call);
        try (var stream = response.body()) {
            var body = new String(stream.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
            var micros = (System.nanoTime() - began) / 1_000;
            var headers = response.headers();
            return new ExampleAnswer(
                    response.statusCode(),
                    micros,
                    SHOWN.stream()
                            .flatMap(
                                    name ->
                                            headers.allValues(name).stream()
                                                    .map(value -> name + ": " + value))
                            .toList(),
                    body,
                    headers.firstValue("wasmcloud-invocation").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
