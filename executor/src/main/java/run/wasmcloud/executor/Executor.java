package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Ticker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

import run.wasmcloud.executor.edge.AccessLog;
import run.wasmcloud.executor.trace.RunTraces;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.store.Changes;
import run.wasmcloud.store.ExecutorStatus;
import run.wasmcloud.store.QueueWorker;
import run.wasmcloud.store.Store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import javax.net.ssl.SSLContext;

/** A server that runs functions: answers their host names until it is closed. Thread-safe. */
public final class Executor implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final long MACHINE_CODE_BYTES = 1L << 30;
    private static final ModuleCache.Bounds MODULES =
            new ModuleCache.Bounds(MACHINE_CODE_BYTES, 4, 16, 1_000, Duration.ofSeconds(10));
    private static final int LARGE_BODIES = 16;
    private static final long MOST_FILE_BYTES = 1L << 30;

    private static final Logger LOG = System.getLogger(Executor.class.getName());
    private static final Duration CUT = Duration.ofSeconds(5);
    private static final String HOST = hostName();

    private final Instant startedAt = Instant.now();
    private final List<HttpEdge> edges;
    private final AccessLog accessLog;
    private final Changes.Subscription subscription;
    private final Guests guests;
    private final ModuleCache modules;
    private final JournalLedger ledger;
    private final Watchdog watchdog;
    private final OngoingRuns ongoing;
    private final DailyPartitions partitions;
    private final MonthlyQuotas quotas;
    private final Heartbeat heartbeat;
    private final Admission admission;
    private final QueueWorker queue;

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
        return open(settings, store, sandbox, compiled, new CompositeMeterRegistry());
    }

    /**
     * Starts an executor that shows what it does.
     *
     * @param registry gets the figures; stays the caller's
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static Executor open(
            ExecutorSettings settings,
            Store store,
            Sandbox sandbox,
            CompiledModules compiled,
            MeterRegistry registry) {
        return open(settings, store, sandbox, compiled, registry, OpenTelemetry.noop());
    }

    /**
     * Starts an executor that shows what it does, and tells of each run.
     *
     * @param registry gets the figures; stays the caller's
     * @param telemetry gets the traces; stays the caller's
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static Executor open(
            ExecutorSettings settings,
            Store store,
            Sandbox sandbox,
            CompiledModules compiled,
            MeterRegistry registry,
            OpenTelemetry telemetry) {
        return new Executor(
                settings,
                store,
                sandbox,
                compiled,
                new ExecutorMeters(registry),
                RunTraces.of(telemetry));
    }

    private Executor(
            ExecutorSettings settings,
            Store store,
            Sandbox sandbox,
            CompiledModules compiled,
            ExecutorMeters meters,
            RunTraces traces) {
        accessLog = AccessLog.open(settings.edge().accessLog());
        ledger =
                JournalLedger.open(
                        settings.journal(),
                        settings.journalBytes(),
                        settings.journalForced(),
                        store);
        watchdog = new Watchdog();
        guests = new Guests(sandbox, settings.guests());
        modules = new ModuleCache(new StoredModules(store, compiled), MODULES);
        var files = new FileTrees(store.fileArchives()::read, mostFileBytes());
        partitions = new DailyPartitions(store);
        quotas =
                new MonthlyQuotas(
                                (users, month) ->
                                        store.usage().months(users, month, ledger.executor()),
                                Clock.systemUTC())
                        .start();
        admission =
                new Admission(
                        settings.guests(), LONGEST_WAIT, quotas, settings.edge().guestBytes());
        heartbeat = new Heartbeat(store, state -> status(settings, state));
        var suspensions = new Suspensions(settings.abuseContact());
        ongoing =
                new OngoingRuns(function -> suspensions.reason(store.routing().standing(function)));
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
        var routes = new ReadyRoutes(router, modules, files);
        var runs = runs(new Problems(settings.problemTypes()), meters);
        edges =
                listen(
                        settings,
                        runs.problems(),
                        new FunctionHandler(
                                new FunctionHandler.Edge(
                                        settings.edge().proxies(), accessLog, meters, traces),
                                new HostNames(settings.runDomain(), settings.pathForm()),
                                router,
                                new CallerCheck(store.tokenChecker(), store.addresses()),
                                admission,
                                routes,
                                ongoing,
                                new AsynchronousCalls(store.queue(), watchdog, settings.api()),
                                runs));
        var queued =
                new QueuedRuns(
                        router,
                        admission,
                        routes,
                        ongoing,
                        runs,
                        new Shares(settings.queue().atOnce() / 2),
                        settings.runDomain(),
                        edges.getFirst().port(),
                        traces);
        queue = store.work(ledger.executor(), settings.queue(), queued::run);
        new ExecutorFigures(admission, guests, modules, compiled, ledger, accessLog, edges)
                .show(meters, settings.guests());
        heartbeat.start();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private ExecutorStatus status(ExecutorSettings settings, ExecutorState state) {
        return new ExecutorStatus(
                ledger.executor(),
                HOST,
                settings.version(),
                startedAt,
                state,
                admission.running(),
                admission.waiting(),
                settings.guests(),
                admission.guestBytes(),
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                ledger.unshipped());
    }

    private Exchange.Runs runs(Problems problems, ExecutorMeters meters) {
        return new Exchange.Runs(
                guests,
                new MeteredLedger(ledger, meters),
                problems,
                watchdog,
                quotas,
                GuestClock.system(),
                GuestRandom.secure(),
                new Semaphore(LARGE_BODIES));
    }

    private List<HttpEdge> listen(
            ExecutorSettings settings, Problems problems, FunctionHandler handler) {
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

    /** A quarter of the heap, since that is where they are. */
    private static long mostFileBytes() {
        return Math.min(MOST_FILE_BYTES, Runtime.getRuntime().maxMemory() / 4);
    }

    /** Returns the port that functions are served on. */
    public int port() {
        return edges.getFirst().port();
    }

    /** Returns the port that functions are served on over TLS; empty without TLS. */
    public OptionalInt tlsPort() {
        return edges.size() > 1 ? OptionalInt.of(edges.getLast().port()) : OptionalInt.empty();
    }

    /**
     * Takes no more connections, waits for the runs that go on as long as the settings say, cuts
     * the rest, brings the last receipts and log lines to the store, and ends.
     */
    @Override
    public void close() {
        heartbeat.drain();
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            edges.forEach(edge -> closing.execute(edge::close));
            closing.execute(queue::close);
        }
        endRuns();
        closeInner();
        heartbeat.close();
    }

    /** A run that was cut has its receipt only when its guest has ended. */
    private void endRuns() {
        try {
            if (!admission.end(CUT)) {
                LOG.log(Level.WARNING, "{0} runs did not end in time", admission.running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeInner() {
        subscription.close();
        ongoing.close();
        partitions.close();
        quotas.close();
        guests.close();
        modules.close();
        watchdog.close();
        ledger.close();
        accessLog.close();
    }
}
