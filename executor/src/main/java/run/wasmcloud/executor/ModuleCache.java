package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps compiled modules in memory, up to a bound. One that is not there is loaded from where it is
 * kept, in milliseconds; one that is not kept is compiled. Each is loaded or compiled once for all
 * that want it at a time, and loading never waits for compiling. Thread-safe.
 */
final class ModuleCache implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ModuleCache.class.getName());
    private static final int MOST_QUEUED = 1_000;
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);
    private static final int FAILURES = 10_000;

    private final Source source;
    private final Duration longestWait;
    private final ExecutorService loaders;
    private final ExecutorService compilers;
    private final Semaphore waiting;
    private final AsyncCache<ModuleHash, SharedModule> modules;
    private final Cache<ModuleHash, WasmcloudException> failures =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumSize(FAILURES)
                    .expireAfterWrite(FAILURE_KEPT)
                    .build();

    /** Tells of modules that are being loaded or compiled whether they had to be compiled. */
    private final ConcurrentHashMap<ModuleHash, CompletableFuture<Boolean>> searches =
            new ConcurrentHashMap<>();

    /** Where modules come from. */
    interface Source {
        /** Loads a module that was compiled before, in milliseconds; empty when it was not. */
        Optional<CompiledModule> load(ModuleHash hash);

        /**
         * Compiles a module.
         *
         * @throws WasmcloudException when it cannot be compiled, or not now
         */
        CompiledModule compile(ModuleHash hash);
    }

    /**
     * How much a cache takes.
     *
     * @param mostBytes about how much machine code is kept
     * @param loaders how many modules are loaded at once
     * @param compilers how many modules are given to the compiler at once
     * @param mostWaiting how many requests wait for a module at once
     * @param longestWait how long each of them waits
     */
    record Bounds(
            long mostBytes, int loaders, int compilers, int mostWaiting, Duration longestWait) {}

    ModuleCache(Source source, Bounds bounds) {
        this.source = source;
        this.longestWait = bounds.longestWait();
        this.waiting = new Semaphore(bounds.mostWaiting());
        this.loaders = threads("loader-", bounds.loaders());
        this.compilers = threads("compiler-", bounds.compilers());
        this.modules =
                Caffeine.newBuilder()
                        // Not the loading thread: who waits for a module must get it first.
                        .executor(Thread::startVirtualThread)
                        .maximumWeight(bounds.mostBytes())
                        .weigher((ModuleHash _, SharedModule module) -> module.weight())
                        .evictionListener(ModuleCache::evicted)
                        .buildAsync();
    }

    private static ExecutorService threads(String name, int count) {
        return new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_QUEUED),
                Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    private static void evicted(
            @Nullable ModuleHash hash, @Nullable SharedModule module, RemovalCause cause) {
        if (module != null) {
            module.release();
        }
    }

    /**
     * Returns a module, loaded or compiled now if need be; it stays usable until the lease is
     * closed.
     *
     * @throws WasmcloudException when it cannot be compiled, {@code UNAVAILABLE} when that takes
     *     long or too many wait for it
     */
    SharedModule.Lease lease(ModuleHash hash) {
        while (true) {
            var lease = await(get(hash)).lease();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /**
     * Returns a module, loaded now if need be; empty when it must be compiled, which is begun, or
     * cannot be.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when loading takes long or too many wait for
     *     it
     */
    Optional<SharedModule.Lease> leaseIfKept(ModuleHash hash) {
        var module = get(hash);
        if (module.isDone() && !module.isCompletedExceptionally()) {
            return Optional.of(lease(hash));
        }
        var search = searches.get(hash);
        if ((search != null && await(search)) || module.isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.of(lease(hash));
    }

    /** Tells whether a module is in memory. */
    boolean has(ModuleHash hash) {
        var module = modules.getIfPresent(hash);
        return module != null && module.isDone() && !module.isCompletedExceptionally();
    }

    private CompletableFuture<SharedModule> get(ModuleHash hash) {
        var module = modules.getIfPresent(hash);
        return module != null ? module : modules.get(hash, (_, _) -> begin(hash));
    }

    private CompletableFuture<SharedModule> begin(ModuleHash hash) {
        var failure = failures.getIfPresent(hash);
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        var mustCompile = new CompletableFuture<Boolean>();
        searches.put(hash, mustCompile);
        try {
            return CompletableFuture.supplyAsync(() -> source.load(hash), loaders)
                    .whenComplete((kept, _) -> mustCompile.complete(kept != null && kept.isEmpty()))
                    .thenCompose(
                            kept -> kept.map(ModuleCache::shared).orElseGet(() -> compiled(hash)))
                    .whenComplete((_, _) -> searches.remove(hash, mustCompile));
        } catch (RejectedExecutionException e) {
            searches.remove(hash, mustCompile);
            return CompletableFuture.failedFuture(tooMany(e));
        }
    }

    private static CompletableFuture<SharedModule> shared(CompiledModule module) {
        return CompletableFuture.completedFuture(new SharedModule(module));
    }

    private CompletableFuture<SharedModule> compiled(ModuleHash hash) {
        try {
            return CompletableFuture.supplyAsync(() -> compile(hash), compilers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(tooMany(e));
        }
    }

    /** One that cannot be compiled is not tried again at each request. */
    private SharedModule compile(ModuleHash hash) {
        try {
            return new SharedModule(source.compile(hash));
        } catch (WasmcloudException e) {
            LOG.log(Level.WARNING, "module " + hash + " was not compiled", e);
            if (e.code() != ErrorCode.UNAVAILABLE) {
                failures.put(hash, e);
            }
            throw e;
        }
    }

    private static WasmcloudException tooMany(@Nullable Exception e) {
        var detail = "Too many functions wait to be compiled; try again in a moment";
        return e == null
                ? new WasmcloudException(ErrorCode.UNAVAILABLE, detail)
                : new WasmcloudException(ErrorCode.UNAVAILABLE, detail, e);
    }

    private <T> T await(CompletableFuture<T> future) {
        if (future.isDone()) {
            return result(future, 0);
        }
        if (!waiting.tryAcquire()) {
            throw tooMany(null);
        }
        try {
            return result(future, longestWait.toNanos());
        } finally {
            waiting.release();
        }
    }

    private static <T> T result(CompletableFuture<T> future, long nanos) {
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The function is being compiled; try again in a moment",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The function was not compiled in time; try again", e);
        }
    }

    private static RuntimeException failed(@Nullable Throwable cause) {
        return switch (cause) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    failed(wrapped.getCause());
            case RuntimeException e -> e;
            case null, default -> new IllegalStateException("a module was not loaded", cause);
        };
    }

    /** Returns what the modules take, in bytes. */
    long bytes() {
        return modules.synchronous()
                .policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    @Override
    public void close() {
        loaders.shutdownNow();
        compilers.shutdownNow();
        modules.synchronous().asMap().values().forEach(SharedModule::release);
        modules.synchronous().invalidateAll();
    }
}
