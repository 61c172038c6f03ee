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

    @Test
    void refusesSlotsOfAnotherTypeOrNumber() {
        var calls = new ArrayList<HostFunction>();
        calls.add(call -> call.i64(0));
        calls.add(call -> call.i32(1));
        calls.add(call -> call.i32(-1));
        calls.add(call -> call.f32(0));
        calls.add(call -> call.returnI32(0));
        calls.add(call -> call.returnI64(1, 0));
        linker.define(
                "host",
                "h",
                FuncType.of(I32).returning(I64),
                call -> calls.get(call.i32(0)).call(call));
        var wat =
                "(module (import \"host\" \"h\" (func $h (param i32) (result i64))) (func (export"
                        + " \"f\") (param i32) (drop (call $h (local.get 0)))))";
        try (var store = Store.create(engine);
                var module = Module.compile(engine, Wat.toWasm(wat))) {
            var f = linker.instantiate(store, module).func("f").orElseThrow();
            for (var i = 0; i < calls.size(); i++) {
                var index = i;
                assertThatThrownBy(() -> f.call(index))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void refusesToReturnWithoutTheResults() {
        linker.define("host", "h", FuncType.of().returning(I32, I32), call -> call.returnI32(1, 7));
        var wat =
                "(module (import \"host\" \"h\" (func $h (result i32 i32)))"
                        + " (func (export \"f\") (call $h) (drop) (drop)))";
        try (var store = Store.create(engine);
                var module = Module.compile(engine, Wat.toWasm(wat))) {
            var f = linker.instantiate(store, module).func("f").orElseThrow();
            assertThatThrownBy(f::run).hasMessageContaining("without setting all of its results");
        }
    }

    @Test
    void refusesUseAfterItsFunctionHasReturned() {
        var kept = new AtomicReference<HostCall>();
        linker.define("host", "h", FuncType.of(I32), kept::set);
        var wat =
                "(module (import \"host\" \"h\" (func $h (param i32)))"
                        + " (func (export \"f\") (call $h (i32.const 1))))";
        try (var store = Store.create(engine);
                var module = Module.compile(engine, Wat.toWasm(wat))) {
            linker.instantiate(store, module).func("f").orElseThrow().run();
            assertThatThrownBy(() -> kept.get().i32(0)).hasMessageContaining("has returned");
            assertThatThrownBy(() -> kept.get().memory()).hasMessageContaining("has returned");
        }
    }

    @Test
    void tellsWhenTheGuestExportsNoMemory() {
        linker.define(
                "host",
                "h",
                FuncType.of(),
                call -> {
                    seen.add(call.hasMemory());
                    call.memory();
                });
        var wat = "(module (import \"host\" \"h\" (func $h)) (func (export \"f\") (call $h)))";
        try (var store = Store.create(engine);
                var module = Module.compile(engine, Wat.toWasm(wat))) {
            var f = linker.instantiate(store, module).func("f").orElseThrow();
            assertThatThrownBy(f::run).hasMessageContaining("exports no memory");
            assertThat(seen).containsExactly(false);
        }
    }

    @Test
    void findsTheMemoryOfTheInstanceThatCallsIt() {
        linker.define("host", "h", FuncType.of(), call -> seen.add(call.memory().getInt(0)));
        var wat =
                "(module (import \"host\" \"h\" (func $h)) (memory (export \"memory\") 1)"
                        + " (data (i32.const 0) \"\\%02d\") (func (export \"f\") (call $h)))";
        try (var store = Store.create(engine);
                var one = Module.compile(engine, Wat.toWasm(wat.formatted(1)));
                var two = Module.compile(engine, Wat.toWasm(wat.formatted(2)))) {
            var first = linker.instantiate(store, one).func("f").orElseThrow();
            first.run();
            linker.instantiate(store, two).func("f").orElseThrow().run();
            first.run();
            assertThat(seen).containsExactly(1, 2, 1);
        }
    }
}
