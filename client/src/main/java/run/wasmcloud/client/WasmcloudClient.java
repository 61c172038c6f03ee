package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.ActivityReport;
import run.wasmcloud.model.wire.AuditItem;
import run.wasmcloud.model.wire.ExampleItem;
import run.wasmcloud.model.wire.ExecutorItem;
import run.wasmcloud.model.wire.FoundInvocation;
import run.wasmcloud.model.wire.MetricsReport;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.model.wire.Statement;
import run.wasmcloud.model.wire.UsageReport;
import run.wasmcloud.model.wire.UserItem;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

/**
 * A client of the REST API. Thread-safe; close it when done. Every method that asks the API throws
 * {@link ClientException}: a {@link ProblemException} for what the API refuses.
 */
public final class WasmcloudClient implements AutoCloseable {
    private final ClientSettings settings;
    private final HttpConnections http;
    private final UploadListener uploads;
    private final Transport transport;
    private final boolean ownsConnections;

    /** Makes a client; nothing is sent before the first request. */
    public WasmcloudClient(ClientSettings settings) {
        this(settings, (_, _) -> {});
    }

    /** Makes a client that tells how far its uploads are. */
    public WasmcloudClient(ClientSettings settings, UploadListener uploads) {
        this(settings, new HttpConnections(settings.connectTimeout()), uploads, null, true);
    }

    private WasmcloudClient(
            ClientSettings settings,
            HttpConnections http,
            UploadListener uploads,
            @Nullable String forwardedFor,
            boolean ownsConnections) {
        this.settings = settings;
        this.http = http;
        this.uploads = uploads;
        this.transport = new Transport(settings, http, uploads, forwardedFor);
        this.ownsConnections = ownsConnections;
    }

    /**
     * Returns a client for somebody else that shares this one's connections: for servers that ask
     * the API for many people. Closing it does nothing; it ends with this one.
     *
     * @param token who is asking, null for nobody
     * @param forwardedFor the address that the person's request came from, an IP address; the API
     *     believes it only of its trusted proxies. Null to say nothing
     */
    public WasmcloudClient forSomebody(@Nullable AccessToken token, @Nullable String forwardedFor) {
        return new WasmcloudClient(settings.withToken(token), http, uploads, forwardedFor, false);
    }

    /** Returns the user whom the token belongs to: {@code GET /v1/whoami}. */
    public UserItem whoami() {
        return transport.get(Route.of("whoami"), UserItem.class);
    }

    /** Returns one's own account. */
    public Accounts accounts() {
        return new Accounts(transport);
    }

    /** Returns whom administrators let sign up. */
    public Invitations invitations() {
        return new Invitations(transport);
    }

    /** Returns signing in and out. */
    public Sessions sessions() {
        return new Sessions(transport);
    }

    /** Returns the API tokens. */
    public Tokens tokens() {
        return new Tokens(transport);
    }

    /** Returns the functions, with their deployments, invocations and logs. */
    public Functions functions() {
        return new Functions(transport);
    }

    /** Returns the modules. */
    public Modules modules() {
        return new Modules(transport);
    }

    /** Returns what holds for the user: {@code GET /v1/limits}. */
    public PlanItem limits() {
        return transport.get(Route.of("limits"), PlanItem.class);
    }

    /**
     * Returns what the user's functions used, next to the plan's quota: {@code GET /v1/usage}.
     *
     * @param by {@code hour}, {@code day} or {@code function}
     * @param since null for the beginning of the month
     * @param until null for now
     */
    public UsageReport usage(String by, @Nullable Instant since, @Nullable Instant until) {
        return transport.get(
                Route.of("usage").with("by", by).with("since", since).with("until", until),
                UsageReport.class);
    }

    /** Returns what all functions of the user did in the last hour: {@code GET /v1/metrics}. */
    public ActivityReport activity() {
        return transport.get(Route.of("metrics"), ActivityReport.class);
    }

    /**
     * Returns how all functions of the installation did, for admins: {@code GET
     * /v1/platform/metrics}.
     *
     * @param executor null for all executors
     * @param since null for an hour ago
     * @param until null for now
     * @param step whole minutes, whole hours when {@code since} is more than 48 hours ago; null for
     *     about a sixtieth of the time
     */
    public MetricsReport platformMetrics(
            @Nullable UUID executor,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Duration step) {
        return transport.get(
                Route.of("platform", "metrics")
                        .with("executor", executor)
                        .with("since", since)
                        .with("until", until)
                        .with("step", step == null ? null : step.toSeconds()),
                MetricsReport.class);
    }

    /** Returns a month's account: {@code GET /v1/statements/{month}}. */
    public Statement statement(YearMonth month) {
        return transport.get(Route.of("statements", month.toString()), Statement.class);
    }

    /** Lists the executors, for admins: {@code GET /v1/executors}. */
    public Listing<ExecutorItem> executors() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("executors").with("cursor", cursor), ExecutorItem.class));
    }

    /** Returns the plans. */
    public Plans plans() {
        return new Plans(transport);
    }

    /** Returns all accounts, for admins. */
    public Users users() {
        return new Users(transport);
    }

    /** Returns the wishes for the plan {@code free}. */
    public Applications applications() {
        return new Applications(transport);
    }

    /** Lists who did what, the newest first: {@code GET /v1/audit}. */
    public Listing<AuditItem> audit(AuditFilter filter) {
        var route = filter.on(Route.of("audit"));
        return new Listing<>(
                cursor -> transport.page(route.with("cursor", cursor), AuditItem.class));
    }

    /** Lists the precompiled examples: {@code GET /v1/examples}. */
    public Listing<ExampleItem> examples() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("examples").with("cursor", cursor), ExampleItem.class));
    }

    /**
     * Returns what is known of an invocation, a receipt or an asynchronous one: {@code GET
     * /v1/invocations/{id}}.
     */
    public FoundInvocation invocation(UUID id) {
        return transport.invocation(Route.of("invocations", id.toString()));
    }

    /**
     * Calls a function over HTTP, without the user's token. Close the answer's body.
     *
     * @param url where the function answers
     * @throws IllegalArgumentException when the call's path, method or a header is not valid HTTP
     * @throws UnreachableException when no answer came
     */
    public HttpResponse<InputStream> call(URI url, FunctionCall call) {
        var exchange = http.to(url).sendAsync(call.at(url), BodyHandlers.ofInputStream());
        return Waiting.forResult(exchange, call.timeout().plus(Duration.ofSeconds(1)), url);
    }

    @Override
    public void close() {
        if (ownsConnections) {
            http.close();
        }
    }
}
