package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static run.wasmcloud.wasmtime.ValueType.F32;
import static run.wasmcloud.wasmtime.ValueType.F64;
import static run.wasmcloud.wasmtime.ValueType.I32;
import static run.wasmcloud.wasmtime.ValueType.I64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class HostCallTest {
    private static final String GUEST =
            """
            (module
              (import "host" "f" (func $f (param i32 i64 f32 f64) (result i64)))
              (import "host" "text" (func $text (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 8) "hello")
              (func (export "all") (param i32 i64 f32 f64) (result i64)
                (call $f (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
              (func (export "say") (call $text (i32.const 8) (i32.const 5)))
              (func (export "lie") (call $text (i32.const 65530) (i32.const -1))))
            """;

    private final Engine engine = Engine.create(EngineConfig.defaults());
    private final Linker linker = Linker.create(engine);
    private final List<Object> seen = new ArrayList<>();

    @AfterEach
    void close() {
        linker.close();
        engine.close();
    }

    private Instance guest(Store store) {
        linker.define("host", "f", FuncType.of(I32, I64, F32, F64).returning(I64), this::note);
        linker.define("host", "text", FuncType.of(I32, I32), this::text);
        try (var module = Module.compile(engine, Wat.toWasm(GUEST))) {
            return linker.instantiate(store, module);
        }
    }

    private void note(HostCall call) {
        seen.addAll(List.of(call.i32(0), call.i64(1), call.f32(2), call.f64(3)));
        call.returnI64(call.i64(1) + 1);
    }

    private void text(HostCall call) {
        var bytes = call.memory().read(call.u32(0), call.u32(1));
        call.store().data(AtomicReference.class);
        seen.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void passesArgumentsAndResultsOfEveryNumberType() {
        try (var store = Store.create(engine)) {
            var result =
                    guest(store).func("all").orElseThrow().call(-7, Long.MIN_VALUE, 1.5f, -0.25);
            assertThat(result).containsExactly(Long.MIN_VALUE + 1);
            assertThat(seen).containsExactly(-7, Long.MIN_VALUE, 1.5f, -0.25);
        }
    }

    @Test
    void readsTheCallersMemoryAndTheStoresData() {
        try (var store = Store.create(engine, new AtomicReference<String>())) {
            guest(store).func("say").orElseThrow().run();
            assertThat(seen).containsExactly("hello");
        }
    }

    @Test
    void refusesRangesOutsideOfTheGuestsMemory() {
        try (var store = Store.create(engine)) {
            var lie = guest(store).func("lie").orElseThrow();
            assertThatThrownBy(lie::run).isInstanceOf(MemoryOutOfBoundsException.class);
        }
    }

    @Test
    void throwsTheVerySameThrowableToTheCaller() {
        var checked = new IOException("checked");
        linker.define(
                "host",
                "fail",
                FuncType.of(),
                call -> {
                    throw checked;
                });
        var wat = "(module (import \"host\" \"fail\" (func $f)) (func (export \"run\") (call $f)))";
        try (var store = Store.create(engine);
                var module = Module.compile(engine, Wat.toWasm(wat))) {
            var run = linker.instantiate(store, module).func("run").orElseThrow();
            assertThatThrownBy(run::run).isSameAs(checked);
            assertThatThrownBy(run::run).isSameAs(checked);
        }
    }
}
