package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.app.traces.OtlpReceiver;
import run.wasmcloud.app.traces.OtlpReceiver.Received;
import run.wasmcloud.app.traces.TraceSettings;
import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.User;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.StoredInvocation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Traces of a whole server, as a receiver of OTLP gets them. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-" + PARENT + "-00";

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> upstreamParents = new ArrayBlockingQueue<>(100);
    private OtlpReceiver receiver;
    private HttpServer upstream;
    private Addresses addresses;
    private LocalServer server;
    private User owner;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        receiver = OtlpReceiver.open();
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext(
                "/",
                exchange -> {
                    upstreamParents.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        upstream.start();
        var loopback = InetAddress.getLoopbackAddress();
        addresses =
                new Addresses(
                        loopback, Ports.free(loopback, 0, "api"), Ports.free(loopback, 0, "run"));
        server =
                LocalServer.start(
                        addresses,
                        new GuestAccess(
                                16,
                                new PolicyFile(Policy.standardText(), Policy.standard()),
                                OutboundSettings.defaults()
                                        .withAllowedNetworks(List.of(Network.parse("127.0.0.0/8"))),
                                "abuse@example.com"),
                        new EdgeChoice(
                                Optional.empty(),
                                TrustedProxies.none(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.of(
                                        new TraceSettings(
                                                receiver.endpoint(),
                                                1,
                                                Map.of("Authorization", "Bearer t"))),
                                Long.MAX_VALUE),
                        new DataFolder(folder));
        owner = new Administrator(server.store(), new DataFolder(folder)).user();
        deploy("environment", "environment/environment.wasm");
        deploy("fetch", "fetch/fetch.wasm");
        deploy("trap", "misbehaving/trap.wasm");
    }

    @AfterAll
    void stop() {
        server.close();
        receiver.close();
        upstream.stop(0);
        http.close();
    }

    private void deploy(String name, String example) throws IOException {
        var function =
                server.store().functions().create(owner, Optional.of(new FunctionName(name)), "");
        var wasm = Files.readAllBytes(EXAMPLES.resolve(example));
        server.store()
                .deployments()
                .deploy(
                        new NewDeployment(
                                function,
                                owner.plan().limits().defaultRun(),
                                DeploymentSettings.none(),
                                "",
                                true,
                                new Basis.Nothing()),
                        owner.id(),
                        wasm,
                        server.inspect(wasm));
    }

    private HttpResponse<String> get(String address, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String function, String query, String... headers)
            throws Exception {
        return get(addresses.run() + "/_fn/" + function + "/" + query, headers);
    }

    private static String invocation(HttpResponse<?> response) {
        return response.headers().firstValue("Wasmcloud-Invocation").orElseThrow();
    }

    private Received span(HttpResponse<?> response) {
        return receiver.await(
                span -> invocation(response).equals(span.attributes().get("faas.invocation_id")));
    }

    private StoredInvocation receipt(HttpResponse<?> response) {
        var id = InvocationId.parse(invocation(response));
        var end = Instant.now().plusSeconds(60);
        var found = server.store().invocations().find(owner.id(), id);
        while (found.isEmpty()) {
            assertThat(Instant.now()).as("the time of the receipt").isBefore(end);
            Thread.onSpinWait();
            found = server.store().invocations().find(owner.id(), id);
        }
        return found.get();
    }

    @Test
    void tellWhatARunWasAndWhatItTook() throws Exception {
        var response = call("environment", "");
        assertThat(response.statusCode()).isEqualTo(200);

        var span = span(response);
        var receipt = receipt(response).invocation();
        assertThat(span.resource()).containsEntry("service.name", "wasmcloud");
        assertThat(span.span().getName()).isEqualTo("environment");
        assertThat(span.attributes())
                .containsEntry("faas.name", "environment")
                .containsEntry("faas.version", "1")
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("wasmcloud.outcome", "completed")
                .containsEntry("wasmcloud.fuel", Long.toString(receipt.receipt().fuel()))
                .containsEntry(
                        "wasmcloud.memory.peak_bytes",
                        Long.toString(receipt.receipt().peakMemoryBytes()))
                .containsKeys("wasmcloud.queue_wait_micros", "wasmcloud.load_micros")
                .doesNotContainKey("error.type");
        receipt.receipt()
                .hostCalls()
                .forEach(
                        (name, count) ->
                                assertThat(span.attributes())
                                        .containsEntry(
                                                "wasmcloud.host_calls." + name,
                                                Long.toString(count)));
        assertThat(receipt.trace()).isEqualTo(TraceId.parse(span.traceId()));
        assertThat(span.span().getEndTimeUnixNano())
                .isGreaterThan(span.span().getStartTimeUnixNano());
        assertThat(receiver.authorizations()).containsOnly("Bearer t");
    }

    @Test
    void goOnWhatTheClientBeganAndLetTheGuestGoOn() throws Exception {
        var response = call("environment", "", "traceparent", SAMPLED, "tracestate", "vendor=1");

        var span = span(response);
        assertThat(span.traceId()).isEqualTo(TRACE);
        assertThat(span.parentId()).isEqualTo(PARENT);
        assertThat(response.body())
                .contains("HTTP_TRACEPARENT=00-" + TRACE + "-" + span.spanId() + "-01")
                .contains("HTTP_TRACESTATE=vendor=1")
                .doesNotContain(PARENT);
        assertThat(receipt(response).invocation().trace()).isEqualTo(TraceId.parse(TRACE));
    }

    @Test
    void goOnToServersThatAGuestAsks() throws Exception {
        var url = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/";
        var response = call("fetch", "?" + url, "traceparent", SAMPLED);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);

        assertThat(upstreamParents.poll(60, TimeUnit.SECONDS))
                .isEqualTo("00-" + TRACE + "-" + span(response).spanId() + "-01");
    }

    @Test
    void keepQuietWhereTheClientWantsIt() throws Exception {
        var quiet = call("environment", "", "traceparent", NOT_SAMPLED);
        assertThat(quiet.body())
                .containsPattern("HTTP_TRACEPARENT=00-" + TRACE + "-[0-9a-f]{16}-00");
        assertThat(receipt(quiet).invocation().trace()).isNull();

        var told = call("environment", "");
        span(told);
        assertThat(receiver.spans())
                .noneMatch(
                        span ->
                                invocation(quiet)
                                        .equals(span.attributes().get("faas.invocation_id")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-0000000000000000-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "made up"
            })
    void beginAnewWhereTheClientsIsNone(String parent) throws Exception {
        var response = call("environment", "", "traceparent", parent);

        var span = span(response);
        assertThat(span.traceId()).isNotEqualTo(TRACE);
        assertThat(span.parentId()).isEmpty();
        assertThat(response.body()).contains("HTTP_TRACEPARENT=00-" + span.traceId());
    }

    @Test
    void passOnNoStateThatIsTooLong() throws Exception {
        var response =
                call(
                        "environment",
                        "",
                        "traceparent",
                        SAMPLED,
                        "tracestate",
                        "vendor=" + "x".repeat(600));

        assertThat(span(response).traceId()).isEqualTo(TRACE);
        assertThat(response.body()).doesNotContain("HTTP_TRACESTATE");
    }

    @Test
    void tellOfFailuresByTheirKind() throws Exception {
        var response = call("trap", "");
        assertThat(response.statusCode()).isEqualTo(502);

        var span = span(response);
        assertThat(span.attributes())
                .containsEntry("wasmcloud.outcome", "trapped")
                .containsEntry("error.type", "trapped")
                .containsEntry("http.response.status_code", "502");
        assertThat(span.span().getStatus().getCodeValue()).isEqualTo(2);
    }

    @Test
    void tellOfTheApiByRouteAndRequest() throws Exception {
        var response = get(addresses.api() + "/v1/functions/secret-name", "traceparent", SAMPLED);
        assertThat(response.statusCode()).isEqualTo(401);

        var id = response.headers().firstValue("X-Request-Id").orElseThrow();
        var span = receiver.await(told -> id.equals(told.attributes().get("wasmcloud.request_id")));
        assertThat(span.traceId()).isEqualTo(TRACE);
        assertThat(span.parentId()).isEqualTo(PARENT);
        assertThat(span.scope()).isEqualTo("run.wasmcloud.api");
        assertThat(span.span().getName()).isEqualTo("GET /v1/functions/{name}");
        assertThat(span.attributes())
                .containsEntry("http.route", "/v1/functions/{name}")
                .containsEntry("http.response.status_code", "401");
        assertThat(span.span().toString()).doesNotContain("secret-name");
    }
}
