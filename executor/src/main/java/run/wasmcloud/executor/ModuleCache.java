package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps compiled modules in memory, up to a bound; each is compiled by one thread while all that
 * want it wait. Thread-safe.
 */
final class ModuleCache implements AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final ExecutorService compilers;
    private final AsyncLoadingCache<ModuleHash, SharedModule> modules;

    /**
     * Makes a cache.
     *
     * @param compile reads and compiles a module
     * @param mostBytes about how much machine code is kept
     * @param threads how many modules are compiled at once
     */
    ModuleCache(Function<ModuleHash, CompiledModule> compile, long mostBytes, int threads) {
        this.compilers =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("compiler-", 0).factory());
        this.modules =
                Caffeine.newBuilder()
                        .executor(compilers)
                        .maximumWeight(mostBytes)
                        .weigher((ModuleHash _, SharedModule module) -> module.weight())
                        .evictionListener(ModuleCache::evicted)
                        .buildAsync(hash -> new SharedModule(compile.apply(hash)));
    }

    private static void evicted(
            @Nullable ModuleHash hash, @Nullable SharedModule module, RemovalCause cause) {
        if (module != null) {
            module.release();
        }
    }

    /**
     * Returns a module, compiled now if need be; it stays usable until the lease is closed.
     *
     * @throws WasmcloudException when it cannot be compiled, or too many wait to be
     */
    SharedModule.Lease lease(ModuleHash hash) {
        while (true) {
            var lease = await(hash).lease();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    private SharedModule await(ModuleHash hash) {
        try {
            return modules.get(hash).get();
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (RejectedExecutionException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "Too many functions wait to be compiled; try again in a moment",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The function was not compiled in time; try again", e);
        }
    }

    private static RuntimeException failed(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("a module could not be compiled", e.getCause());
    }

    @Override
    public void close() {
        compilers.shutdownNow();
        modules.synchronous().asMap().values().forEach(SharedModule::release);
        modules.synchronous().invalidateAll();
    }
}
