package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Ticker;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.store.Changes;
import run.wasmcloud.store.Store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

import javax.net.ssl.SSLContext;

/** A server that runs functions: answers their host names until it is closed. Thread-safe. */
public final class Executor implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final long MACHINE_CODE_BYTES = 1L << 30;
    private static final ModuleCache.Bounds MODULES =
            new ModuleCache.Bounds(MACHINE_CODE_BYTES, 4, 16, 1_000, Duration.ofSeconds(10));
    private static final int LARGE_BODIES = 16;

    private final List<HttpEdge> edges;
    private final Changes.Subscription subscription;
    private final Guests guests;
    private final ModuleCache modules;
    private final JournalLedger ledger;
    private final Watchdog watchdog;
    private final OngoingRuns ongoing;
    private final DailyPartitions partitions;

    /**
     * Starts an executor. Requests are served when this returns.
     *
     * @param store stays the caller's
     * @param sandbox with room for as many guests as the settings say; stays the caller's
     * @param compiled the sandbox's modules
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static Executor open(
            ExecutorSettings settings, Store store, Sandbox sandbox, CompiledModules compiled) {
        return new Executor(settings, store, sandbox, compiled);
    }

    private Executor(
            ExecutorSettings settings, Store store, Sandbox sandbox, CompiledModules compiled) {
        ledger = JournalLedger.open(settings.journal(), settings.journalBytes(), store);
        watchdog = new Watchdog();
        guests = new Guests(sandbox, settings.guests());
        modules = new ModuleCache(new StoredModules(store, compiled), MODULES);
        partitions = new DailyPartitions(store);
        var suspensions = new Suspensions(settings.abuseContact());
        ongoing =
                new OngoingRuns(
                        function ->
                                store.routing().standing(function).flatMap(suspensions::reason));
        var router =
                new Router(
                        store.routing()::find,
                        new RouteMaker(settings, ledger.executor(), store.secrets())::route,
                        route -> modules.has(route.deployment().module()),
                        suspensions,
                        Ticker.systemTicker());
        subscription =
                store.changes()
                        .subscribe(
                                change -> {
                                    router.forget(change);
                                    ongoing.look(change);
                                });
        edges = listen(settings, router, new CallerCheck(store.tokenChecker(), store.addresses()));
    }

    private List<HttpEdge> listen(ExecutorSettings settings, Router router, CallerCheck callers) {
        var problems = new Problems(settings.problemTypes());
        var handler =
                new FunctionHandler(
                        new HostNames(settings.runDomain(), settings.pathForm()),
                        router,
                        callers,
                        new Admission(settings.guests(), LONGEST_WAIT),
                        modules,
                        ongoing,
                        new Exchange.Runs(
                                guests,
                                ledger,
                                problems,
                                watchdog,
                                GuestClock.system(),
                                GuestRandom.secure(),
                                new Semaphore(LARGE_BODIES)));
        var opened = new ArrayList<HttpEdge>();
        try {
            opened.add(open(settings, settings.port(), Optional.empty(), problems, handler));
            settings.edge()
                    .tls()
                    .ifPresent(
                            tls ->
                                    opened.add(
                                            open(
                                                    settings,
                                                    tls.port(),
                                                    Optional.of(tls.context()),
                                                    problems,
                                                    handler)));
            return List.copyOf(opened);
        } catch (RuntimeException e) {
            opened.forEach(HttpEdge::close);
            closeInner();
            throw e;
        }
    }

    private static HttpEdge open(
            ExecutorSettings settings,
            int port,
            Optional<SSLContext> tls,
            Problems problems,
            FunctionHandler handler) {
        try {
            return HttpEdge.open(
                    settings.address(),
                    port,
                    tls,
                    settings.edge(),
                    PlanFigure.REQUEST_BODY_BYTES.most(),
                    problems,
                    handler);
        } catch (RuntimeException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "Functions cannot be served on %s port %d: %s (expected: a free port of this machine)"
                            .formatted(settings.address().getHostAddress(), port, e.getMessage()),
                    e);
        }
    }

    /** Returns the port that functions are served on. */
    public int port() {
        return edges.getFirst().port();
    }

    /** Returns the port that functions are served on over TLS; empty without TLS. */
    public OptionalInt tlsPort() {
        return edges.size() > 1 ? OptionalInt.of(edges.getLast().port()) : OptionalInt.empty();
    }

    /** Stops serving, brings the last receipts and log lines to the store, and ends. */
    @Override
    public void close() {
        edges.forEach(HttpEdge::close);
        closeInner();
    }

    private void closeInner() {
        subscription.close();
        ongoing.close();
        partitions.close();
        guests.close();
        modules.close();
        watchdog.close();
        ledger.close();
    }
}
