package run.wasmcloud.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.WasmcloudException;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class OperatorServerIT {
    private final AtomicBoolean database = new AtomicBoolean(true);

    private OperatorServer open(int port) {
        var registry = OperatorServer.registry();
        registry.counter("wasmcloud.test", "kind", "a\"b").increment(3);
        return OperatorServer.open(
                InetAddress.getLoopbackAddress(),
                port,
                registry,
                Map.of("database", database::get, "modules", () -> true));
    }

    private static HttpResponse<String> get(OperatorServer server, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void showsFiguresAsPrometheusReadsThem() throws Exception {
        try (var server = open(0)) {
            var response = get(server, "/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(response.body())
                    .contains("# TYPE wasmcloud_test_total counter")
                    .contains("wasmcloud_test_total{kind=\"a\\\"b\"} 3.0")
                    .contains("jvm_memory_used_bytes", "process_cpu_usage");
        }
    }

    @Test
    void tellsWhetherTheServerMayBeGivenWork() throws Exception {
        try (var server = open(0)) {
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
            database.set(false);
            var response = get(server, "/readyz");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("not ready: database\n");
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "/other").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void saysThatItsPortIsTaken() {
        try (var server = open(0)) {
            assertThatThrownBy(() -> open(server.port()))
                    .isInstanceOf(WasmcloudException.class)
                    .hasMessageContaining("operator's port");
        }
    }
}
