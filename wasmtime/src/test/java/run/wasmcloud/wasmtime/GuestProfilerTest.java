package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(60)
class GuestProfilerTest {
    private static final String BUSY =
            """
            (module
              (func $turn (param $left i32)
                (loop $again
                  (local.set $left (i32.sub (local.get $left) (i32.const 1)))
                  (br_if $again (local.get $left))))
              (func $turning (export "run") (call $turn (i32.const 100000000))))
            """;

    @Test
    void namesTheFunctionsOnTheStack() {
        var config = EngineConfig.defaults().epochInterruption(true);
        try (var engine = Engine.create(config);
                var module = Module.compile(engine, Wat.toWasm(BUSY));
                var linker = Linker.create(engine);
                var instances = linker.instantiatePre(module);
                var profiler = GuestProfiler.create("busy ä", Duration.ofMillis(1), module);
                var store = Store.create(engine)) {
            store.onEpochDeadline(
                    () -> {
                        profiler.sample(store, Duration.ofMillis(1));
                        return Long.MAX_VALUE / 2;
                    });
            store.epochDeadline(1);
            engine.incrementEpoch();
            instances.instantiate(store).func(module.export("run").orElseThrow()).call();

            assertThat(new String(profiler.finish(), UTF_8))
                    .startsWith("{")
                    .contains("\"busy ä\"", "\"turning\"", "\"preprocessedProfileVersion\"");
            assertThatThrownBy(profiler::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void canBeGivenUp() {
        try (var engine = Engine.create(EngineConfig.defaults());
                var module = Module.compile(engine, Wat.toWasm("(module)"))) {
            var profiler = GuestProfiler.create("idle", Duration.ofMillis(1), module);
            profiler.close();
            assertThatThrownBy(profiler::finish).isInstanceOf(IllegalStateException.class);
        }
    }
}
