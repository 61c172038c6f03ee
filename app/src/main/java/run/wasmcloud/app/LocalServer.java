package run.wasmcloud.app;

import io.helidon.webserver.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.AccountSettings;
import run.wasmcloud.api.ApiServer;
import run.wasmcloud.api.ApiSettings;
import run.wasmcloud.api.BillingSettings;
import run.wasmcloud.api.ExampleCatalogue;
import run.wasmcloud.api.HostedSites;
import run.wasmcloud.app.operator.OperatorServer;
import run.wasmcloud.app.operator.StoreMeters;
import run.wasmcloud.app.tls.Certificates;
import run.wasmcloud.app.traces.TraceExport;
import run.wasmcloud.docs.DocsHandler;
import run.wasmcloud.docs.Site;
import run.wasmcloud.executor.Executor;
import run.wasmcloud.executor.ExecutorSettings;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.panel.Panel;
import run.wasmcloud.panel.PanelSettings;
import run.wasmcloud.panel.web.SessionKeys;
import run.wasmcloud.runtime.NodeCapacity;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.store.QueueSettings;
import run.wasmcloud.store.Store;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** API, executor and panel in one process, on a store in one folder. */
final class LocalServer implements AutoCloseable {
    private static final long JOURNAL_BYTES = 1L << 30;

    private final @Nullable Certificates certificates;
    private final PrometheusMeterRegistry registry = OperatorServer.registry();
    private final @Nullable OperatorServer operator;
    private final TraceExport traces;
    private final Store store;
    private final Olin olin;
    private final Policy policy;
    private final Sandbox sandbox;
    private final ModuleLibrary library;
    private final Executor executor;
    private final Panel panel;
    private final HostedSites sites;
    private final ApiServer api;
    private final ExampleCatalogue examples = ExampleCatalogue.inJar("/examples");

    private LocalServer(Addresses addresses, GuestAccess access, EdgeChoice edge, DataFolder folder)
            throws IOException {
        folder.create();
        policy = access.policy().policy();
        try (var undo = new Undo()) {
            certificates = edge.tls().isPresent() ? undo.add(edge.tls().get().open()) : null;
            traces = undo.add(TraceExport.open(edge.traces(), "wasmcloud", Version.text()));
            store = undo.add(Store.embedded(folder.path()));
            new StoreMeters(store).bindTo(registry);
            olin = undo.add(new Olin(access.outbound()));
            var guests = NodeCapacity.guests(access.guests());
            sandbox =
                    undo.add(
                            Sandbox.open(
                                    SandboxSettings.forGuests(guests), List.of(new Wasi(), olin)));
            library = undo.add(ModuleLibrary.open(sandbox, store, folder));
            executor =
                    undo.add(
                            Executor.open(
                                    executorSettings(
                                            addresses,
                                            access,
                                            folder,
                                            guests,
                                            edge.settings(certificates)),
                                    store,
                                    sandbox,
                                    library.modules(),
                                    registry,
                                    traces.telemetry()));
            panel = undo.add(new Panel(panelSettings(addresses, edge, folder)));
            sites = sites(addresses, panel);
            api =
                    undo.add(
                            ApiServer.open(
                                    apiSettings(addresses, access)
                                            .withProxies(withThisMachine(edge.proxies())),
                                    store,
                                    library.modules()::admit,
                                    examples,
                                    registry,
                                    sites,
                                    traces.telemetry()));
            operator =
                    edge.operatorPort().isPresent()
                            ? undo.add(operator(edge.operatorPort().getAsInt()))
                            : null;
            undo.forget();
        }
    }

    /**
     * Starts everything. Requests are served when this returns.
     *
     * @throws run.wasmcloud.model.WasmcloudException when a part cannot start, with the cause and
     *     the remedy; nothing is left running then
     */
    static LocalServer start(
            Addresses addresses, GuestAccess access, EdgeChoice edge, DataFolder folder)
            throws IOException {
        return new LocalServer(addresses, access, edge, folder);
    }

    private static ExecutorSettings executorSettings(
            Addresses addresses,
            GuestAccess access,
            DataFolder folder,
            int guests,
            EdgeSettings edge) {
        return new ExecutorSettings(
                addresses.bind(),
                addresses.runPort(),
                Addresses.RUN_DOMAIN,
                addresses.bind().isLoopbackAddress(),
                guests,
                access.policy().policy(),
                Version.text(),
                folder.journal(),
                JOURNAL_BYTES,
                addresses.problemTypes(),
                access.abuseContact(),
                addresses.api(),
                edge,
                QueueSettings.defaults());
    }

    private static ApiSettings apiSettings(Addresses addresses, GuestAccess access) {
        return new ApiSettings(
                addresses.bind(),
                addresses.apiPort(),
                addresses.apiHostNames(),
                addresses.functions(),
                access.policy().text(),
                AccountSettings.closed(URI.create(addresses.api()), addresses.panel()),
                Set.of(),
                BillingSettings.none(),
                addresses.problemTypes(),
                "");
    }

    private static PanelSettings panelSettings(
            Addresses addresses, EdgeChoice edge, DataFolder folder) throws IOException {
        return new PanelSettings(
                URI.create(addresses.api()),
                addresses.panel(),
                addresses.functions(),
                SessionKeys.inFile(folder.panelKeys()),
                edge.proxies());
    }

    /** The panel asks the API from here, and says for whom. */
    private static TrustedProxies withThisMachine(TrustedProxies proxies) {
        var networks = new ArrayList<>(proxies.networks());
        networks.add(Network.parse("127.0.0.0/8"));
        networks.add(Network.parse("::1/128"));
        return new TrustedProxies(networks, proxies.form());
    }

    /** Returns what answers beside the API, each under a host name of its own. */
    private static HostedSites sites(Addresses addresses, Panel panel) throws IOException {
        var sites = new HashMap<String, Handler>();
        sites.put(Addresses.PANEL_HOST, panel.site());
        Site.packed()
                .ifPresent(
                        site ->
                                sites.put(
                                        Addresses.DOCS_HOST,
                                        new DocsHandler(site, addresses.docs())));
        return new HostedSites(sites, Set.of(addresses.docs().toString()));
    }

    private OperatorServer operator(int port) {
        return OperatorServer.open(
                InetAddress.getLoopbackAddress(),
                port,
                registry,
                Map.of("database", store::isReady, "module store", store::hasModuleStore));
    }

    /** Returns the operator's port; empty when there is none. */
    OptionalInt operatorPort() {
        return operator == null ? OptionalInt.empty() : OptionalInt.of(operator.port());
    }

    /** Tells whether the documentation is served, which a program can be built without. */
    boolean hasDocs() {
        return sites.byHostName().containsKey(Addresses.DOCS_HOST);
    }

    /** Returns the port that functions are served on over TLS; empty without TLS. */
    OptionalInt tlsPort() {
        return executor.tlsPort();
    }

    Store store() {
        return store;
    }

    /** Returns what a module is. */
    ModuleReport inspect(byte[] wasm) {
        return sandbox.inspect(wasm);
    }

    /** Returns what deploys the examples. */
    ExampleDeployer exampleDeployer() {
        return new ExampleDeployer(store, library.modules(), examples, policy);
    }

    /** Stops answering, then running, then storing. */
    @Override
    public void close() {
        try (certificates;
                traces;
                store;
                olin;
                sandbox;
                executor;
                panel;
                api;
                library;
                operator) {
            // Closed in the reverse order, each even when another fails.
        }
    }
}
