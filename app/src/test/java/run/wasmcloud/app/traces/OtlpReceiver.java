package run.wasmcloud.app.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A server that takes spans as OpenTelemetry's collector does: OTLP over HTTP. */
public final class OtlpReceiver implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** A span with what it comes from. */
    public record Received(Map<String, String> resource, String scope, Span span) {
        public String traceId() {
            return hex(span.getTraceId());
        }

        public String spanId() {
            return hex(span.getSpanId());
        }

        public String parentId() {
            return hex(span.getParentSpanId());
        }

        /** Returns what it tells, as text. */
        public Map<String, String> attributes() {
            return texts(span.getAttributesList());
        }
    }

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    /** Begins to listen on the loopback address. */
    public static OtlpReceiver open() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var receiver = new OtlpReceiver(server);
        server.createContext("/v1/traces", receiver::take);
        server.start();
        return receiver;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort()));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .isEqualTo("application/x-protobuf");
            keep(ExportTraceServiceRequest.parseFrom(body(exchange)));
            var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody();
    }

    private void keep(ExportTraceServiceRequest request) {
        for (var resource : request.getResourceSpansList()) {
            var of = texts(resource.getResource().getAttributesList());
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList()
                        .forEach(
                                span ->
                                        spans.add(
                                                new Received(
                                                        of, scope.getScope().getName(), span)));
            }
        }
    }

    private static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    /** Returns all that came so far. */
    public List<Received> spans() {
        return List.copyOf(spans);
    }

    /** Returns what senders said who they are. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Waits for a span. */
    public Received await(Predicate<Received> wanted) {
        var end = Instant.now().plusSeconds(60);
        Optional<Received> found;
        do {
            assertThat(Instant.now()).as("the time by which it came; %s", spans).isBefore(end);
            Thread.onSpinWait();
            found = spans.stream().filter(wanted).findFirst();
        } while (found.isEmpty());
        return found.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
