package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class ModuleCacheTest {
    private static final Sandbox SANDBOX =
            Sandbox.open(SandboxSettings.forGuests(1), List.of(new Wasi()));
    private static final byte[] WASM = TestExecutor.example("hello/hello.wasm");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestSource source = new TestSource();
    private ModuleCache cache = cache(10 << 20, 100, LONG);

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @AfterEach
    void close() {
        source.go.countDown();
        cache.close();
    }

    /** Has some modules; compiles the others when it is told to. */
    private static final class TestSource implements ModuleCache.Source {
        private final Set<ModuleHash> kept = ConcurrentHashMap.newKeySet();
        private final Map<ModuleHash, WasmcloudException> broken = new ConcurrentHashMap<>();
        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger compilations = new AtomicInteger();
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public Optional<CompiledModule> load(ModuleHash hash) {
            loads.incrementAndGet();
            return kept.contains(hash) ? Optional.of(SANDBOX.compile(WASM)) : Optional.empty();
        }

        @Override
        public CompiledModule compile(ModuleHash hash) {
            compilations.incrementAndGet();
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new WasmcloudException(ErrorCode.UNAVAILABLE, "stopping", e);
            }
            var failure = broken.get(hash);
            if (failure != null) {
                throw failure;
            }
            return SANDBOX.compile(WASM);
        }
    }

    private ModuleCache cache(long bytes, int waiting, Duration wait) {
        return new ModuleCache(source, new ModuleCache.Bounds(bytes, 1, 1, waiting, wait));
    }

    private void replace(ModuleCache other) {
        cache.close();
        cache = other;
    }

    private static ModuleHash hash(int number) {
        return ModuleHash.of(new byte[] {(byte) number});
    }

    private void assertUnavailable(ModuleHash hash) {
        assertThatThrownBy(() -> cache.lease(hash))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void loadsAModuleOnce() {
        source.kept.add(hash(1));
        cache.lease(hash(1)).close();
        cache.leaseIfKept(hash(1)).orElseThrow().close();
        assertThat(source.loads).hasValue(1);
        assertThat(source.compilations).hasValue(0);
        assertThat(cache.has(hash(1))).isTrue();
        assertThat(cache.has(hash(2))).isFalse();
    }

    @Test
    void compilesOnceForAllThatWait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 50; i++) {
                all.add(threads.submit(() -> cache.lease(hash(1)).close()));
            }
            source.go.countDown();
            for (var each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(source.compilations).hasValue(1);
    }

    @Test
    void doesNotWaitForTheCompilerWhereSomethingElseWillDo() {
        assertThat(cache.leaseIfKept(hash(1))).isEmpty();
        assertThat(cache.leaseIfKept(hash(1))).isEmpty();
        source.go.countDown();
        cache.lease(hash(1)).close();
        assertThat(cache.leaseIfKept(hash(1))).isPresent();
        assertThat(source.compilations).hasValue(1);
    }

    @Test
    void loadsOthersWhileOneIsCompiled() {
        source.kept.add(hash(2));
        cache.leaseIfKept(hash(1));
        cache.leaseIfKept(hash(3));
        cache.lease(hash(2)).close();
        assertThat(cache.has(hash(1))).isFalse();
    }

    @Test
    void letsNobodyWaitForLong() {
        replace(cache(10 << 20, 100, Duration.ofMillis(1)));
        assertUnavailable(hash(1));
    }

    @Test
    void refusesThoseForWhomThereIsNoPlaceToWait() {
        replace(cache(10 << 20, 0, LONG));
        assertUnavailable(hash(1));
    }

    @Test
    void doesNotCompileAgainAtOnceWhatCouldNotBeCompiled() {
        source.go.countDown();
        source.broken.put(hash(1), new WasmcloudException(ErrorCode.COMPILE_LIMIT, "too much"));
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.lease(hash(1))).hasMessage("too much");
        }
        assertThat(source.compilations).hasValue(1);
    }

    @Test
    void compilesAgainWhatHadNoPlace() {
        source.go.countDown();
        source.broken.put(hash(1), new WasmcloudException(ErrorCode.UNAVAILABLE, "no place"));
        assertThatThrownBy(() -> cache.lease(hash(1))).hasMessage("no place");
        source.broken.clear();
        cache.lease(hash(1)).close();
        assertThat(source.compilations).hasValue(2);
    }

    @Test
    void removesModulesWhenItIsFullButNotFromUnderARun() {
        replace(cache(1, 100, LONG));
        source.kept.add(hash(1));
        source.kept.add(hash(2));
        try (var held = cache.lease(hash(1))) {
            cache.lease(hash(2)).close();
            assertThat(held.module().hash()).isEqualTo(ModuleHash.of(WASM));
        }
        cache.lease(hash(1)).close();
        assertThat(source.loads.get()).isGreaterThan(2);
    }
}
