package run.wasmcloud.api;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

import run.wasmcloud.api.mail.Mail;
import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Store;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The API's HTTP server: answers until it is closed. It is set up here in full: nothing of it is
 * looked up through service loaders, since the product is one merged jar. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {
    private static final int HEADER_BYTES = 32 * 1024;

    /** What no plan exceeds: a module, and files with it. */
    static final long LARGEST_BODY = PlanFigure.MODULE_BYTES.most() + PlanFigure.FILES_BYTES.most();

    private static final int CONNECTIONS = 2_000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final WebServer server;
    private final MailQueue mail;
    private final DomainChecks checks;

    private ApiServer(WebServer server, MailQueue mail, DomainChecks checks) {
        this.server = server;
        this.mail = mail;
        this.checks = checks;
    }

    /**
     * Starts to answer.
     *
     * @param store stays the caller's
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static ApiServer open(
            ApiSettings settings, Store store, ModuleGate gate, ExampleCatalogue examples) {
        return open(settings, store, gate, examples, new CompositeMeterRegistry());
    }

    /**
     * Starts to answer, and shows what it does.
     *
     * @param store stays the caller's
     * @param registry gets the figures; stays the caller's
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static ApiServer open(
            ApiSettings settings,
            Store store,
            ModuleGate gate,
            ExampleCatalogue examples,
            MeterRegistry registry) {
        return open(settings, store, gate, examples, registry, HostedSites.none());
    }

    /**
     * Starts to answer, and lets other sites answer for host names of theirs on the same port.
     *
     * @param store stays the caller's
     * @param registry gets the figures; stays the caller's
     * @param sites whom it leads requests to that are not for the API
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static ApiServer open(
            ApiSettings settings,
            Store store,
            ModuleGate gate,
            ExampleCatalogue examples,
            MeterRegistry registry,
            HostedSites sites) {
        return open(settings, store, gate, examples, registry, sites, OpenTelemetry.noop());
    }

    /**
     * Starts to answer, and tells of each request of the API.
     *
     * @param store stays the caller's
     * @param registry gets the figures; stays the caller's
     * @param sites whom it leads requests to that are not for the API
     * @param telemetry gets the traces; stays the caller's
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static ApiServer open(
            ApiSettings settings,
            Store store,
            ModuleGate gate,
            ExampleCatalogue examples,
            MeterRegistry registry,
            HostedSites sites,
            OpenTelemetry telemetry) {
        var json = new Json();
        var proofs = new DomainProofs(store.domains(), new DnsTxtRecords(settings.resolver()));
        var checks = new DomainChecks(store.domains(), proofs);
        var problems = new ApiProblems(settings.problemTypes(), json);
        var mail = new MailQueue(Mail.of(settings.accounts().mail()));
        var dispatcher =
                new Dispatcher(
                        settings.hostNames(),
                        store.tokenChecker(),
                        json,
                        problems,
                        new Idempotency(store.idempotencyKeys(), json),
                        new RequestRates(InstantSource.system()),
                        settings.proxies());
        var server =
                WebServer.builder()
                        .address(settings.address())
                        .port(settings.port())
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(new LingeringSelector(http1()))
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .directHandlers(problems.directHandlers())
                        .routing(
                                watched(
                                        dispatcher.routing(
                                                ApiRoutes.of(
                                                        store, gate, examples, settings, mail,
                                                        proofs)),
                                        sites,
                                        registry,
                                        telemetry))
                        .build();
        var api = new ApiServer(started(server, settings), mail, checks);
        checks.start();
        return api;
    }

    /** Returns the API's description, an OpenAPI document in JSON. */
    public static byte[] description() {
        return OpenApiDocument.read().bytes();
    }

    private static HttpRouting.Builder watched(
            HttpRouting.Builder routing,
            HostedSites sites,
            MeterRegistry registry,
            OpenTelemetry telemetry) {
        routing.addFilter(sites).addFilter(new ApiMeters(registry));
        if (!telemetry.equals(OpenTelemetry.noop())) {
            routing.addFilter(ApiTraces.of(telemetry));
        }
        return routing;
    }

    /** The HTTP server only logs when it cannot listen. */
    private static WebServer started(WebServer server, ApiSettings settings) {
        if (server.start().isRunning()) {
            return server;
        }
        throw new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "The API cannot be served on %s port %d (expected: an address of this machine and a port that no program uses)"
                        .formatted(settings.address().getHostAddress(), settings.port()));
    }

    private static Http1ConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxHeadersSize(HEADER_BYTES)
                                .sendKeepAliveHeader(false)
                                .buildPrototype())
                .build();
    }

    /** Returns the port that it answers on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        checks.close();
        server.stop();
        mail.close();
    }
}
