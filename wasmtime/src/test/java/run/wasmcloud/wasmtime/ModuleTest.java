package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

class ModuleTest {
    private static final String ANSWER =
            "(module (func (export \"f\") (result i32) (i32.const 42)))";

    private final TestGuest guest =
            new TestGuest(
                    EngineConfig.defaults()
                            .proposal(Proposal.MEMORY64, false)
                            .proposal(Proposal.GC, true));

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void refusesWhatIsNoModuleAndSaysWhy() {
        refuses(new byte[0], "unexpected end");
        refuses(
                "#!/bin/sh\necho hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "magic header");
        refuses(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0}, "component");
        var whole = Wat.toWasm(ANSWER);
        refuses(Arrays.copyOf(whole, whole.length - 3), "unexpected end");
        refuses(Wat.toWasm("(module (func (result i32) (i64.const 1)))"), "type mismatch");
    }

    private void refuses(byte[] bytes, String why) {
        assertThatThrownBy(() -> Module.compile(guest.engine, bytes))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> Module.validate(guest.engine, bytes))
                .isInstanceOf(WasmtimeException.class);
    }

    @Test
    void acceptsAValidModuleWithoutCompilingIt() {
        Module.validate(guest.engine, Wat.toWasm(ANSWER));
    }

    @Test
    void refusesWrongText() {
        assertThatThrownBy(() -> Wat.toWasm("(module (fun))"))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining("fun");
    }

    @Test
    void tellsImportsWithTheirTypes() {
        var wat =
                """
                (module
                  (import "a" "func" (func (param i32 i64 f32 f64 v128 funcref externref) (result i32 i64)))
                  (import "a" "memory" (memory 1 5))
                  (import "b" "table" (table 3 funcref))
                  (import "b" "größe" (global (mut f64))))
                """;
        try (var module = guest.module(wat)) {
            var types = ValueType.values();
            assertThat(module.imports())
                    .containsExactly(
                            new ImportType(
                                    "a",
                                    "func",
                                    new FuncType(
                                            List.of(types).subList(0, 7),
                                            List.of(ValueType.I32, ValueType.I64))),
                            new ImportType("a", "memory", memory(1, OptionalLong.of(5))),
                            new ImportType("b", "table", table(3, OptionalLong.empty())),
                            new ImportType("b", "größe", new GlobalType(ValueType.F64, true)));
        }
    }

    private static MemoryType memory(long minimum, OptionalLong maximum) {
        return new MemoryType(new Limits(minimum, maximum), 65_536, false, false);
    }

    private static TableType table(long minimum, OptionalLong maximum) {
        return new TableType(ValueType.FUNCREF, Optional.of(new Limits(minimum, maximum)));
    }

    @Test
    void tellsExportsWithTheirTypes() {
        var wat =
                """
                (module
                  (type $struct (struct))
                  (func (export "vector") (param v128) unreachable)
                  (func (export "typed") (param (ref $struct)) unreachable)
                  (func (export "any") (param anyref) unreachable)
                  (memory (export "memory") 2)
                  (table (export "table") 7 9 funcref)
                  (global (export "global") i32 (i32.const 1)))
                """;
        try (var module = guest.module(wat)) {
            assertThat(module.exports())
                    .extracting(ModuleExport::type)
                    .containsExactly(
                            FuncType.of(ValueType.V128),
                            FuncType.of(ValueType.OTHER_REFERENCE),
                            FuncType.of(ValueType.OTHER_REFERENCE),
                            memory(2, OptionalLong.empty()),
                            table(7, OptionalLong.of(9)),
                            new GlobalType(ValueType.I32, false));
            assertThat(module.export("table")).map(ModuleExport::name).contains("table");
            assertThat(module.export("none")).isEmpty();
        }
    }

    @Test
    void leavesOutTheBoundsOfTablesThatMayHave64BitIndices() {
        var wat =
                "(module (table (export \"t\") i64 1 0xffffffffffff funcref) (memory (export \"m\")"
                        + " i64 1))";
        try (var wide = new TestGuest(EngineConfig.defaults().proposal(Proposal.MEMORY64, true));
                var module = wide.module(wat)) {
            assertThat(module.exports().get(0).type())
                    .isEqualTo(new TableType(ValueType.FUNCREF, Optional.empty()));
            assertThat(module.exports().get(1).type())
                    .isInstanceOfSatisfying(
                            MemoryType.class,
                            type -> {
                                assertThat(type.wide()).isTrue();
                            });
        }
    }

    @Test
    void runsAfterSerializingAndLoading(@TempDir Path directory) throws IOException {
        var code = guest.module(ANSWER).serialize();
        var file = Files.write(directory.resolve("code"), code);
        try (var fromBytes = Module.deserialize(guest.engine, code);
                var fromFile = Module.deserializeFile(guest.engine, file)) {
            assertThat(answer(fromBytes)).containsExactly(42);
            assertThat(answer(fromFile)).containsExactly(42);
            assertThat(fromFile.exports()).hasSize(1);
        }
    }

    @Test
    void runsAfterCompilingSerializingAndLoadingOutsideOfTheHeap() {
        var wasm = Wat.toWasm(ANSWER);
        try (var bytes = NativeBytes.allocate(wasm.length)) {
            bytes.buffer().put(wasm);
            try (var module = Module.compile(guest.engine, bytes);
                    var code = module.serializeToNative();
                    var within = NativeBytes.allocate(code.size() + 10)) {
                within.buffer().position(7).put(code.buffer());
                try (var loaded = Module.deserialize(guest.engine, within, 7, code.size())) {
                    assertThat(answer(loaded)).containsExactly(42);
                }
                assertThatThrownBy(() -> Module.deserialize(guest.engine, within, 11, code.size()))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    private List<Object> answer(Module module) {
        return guest.linker.instantiate(guest.store, module).func("f").orElseThrow().call();
    }

    @Test
    void refusesToLoadWhatItDidNotSerialize(@TempDir Path directory) throws IOException {
        var wasm = Wat.toWasm(ANSWER);
        var code = guest.module(ANSWER).serialize();
        for (var bytes :
                List.of(new byte[0], wasm, new byte[4096], Arrays.copyOf(code, code.length / 2))) {
            var file = Files.write(directory.resolve("code"), bytes);
            assertThatThrownBy(() -> Module.deserialize(guest.engine, bytes))
                    .isInstanceOf(WasmtimeException.class);
            assertThatThrownBy(() -> Module.deserializeFile(guest.engine, file))
                    .isInstanceOf(WasmtimeException.class);
        }
        assertThatThrownBy(() -> Module.deserializeFile(guest.engine, directory.resolve("none")))
                .isInstanceOf(WasmtimeException.class);
    }

    @Test
    void refusesToLoadCodeOfOtherSettings() {
        try (var other = Engine.create(EngineConfig.defaults().consumeFuel(true));
                var module = Module.compile(other, Wat.toWasm(ANSWER))) {
            var code = module.serialize();
            assertThatThrownBy(() -> Module.deserialize(guest.engine, code))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("fuel");
        }
    }

    @Test
    void isSharedByThreads() {
        try (var module = guest.module(ANSWER);
                var pre = guest.linker.instantiatePre(module)) {
            var runs =
                    java.util.stream.Stream.generate(
                                    () ->
                                            CompletableFuture.supplyAsync(
                                                    () -> run(pre), ModuleTest::start))
                            .limit(8)
                            .toList();
            assertThat(runs).allSatisfy(run -> assertThat(run.get()).isEqualTo(List.of(42)));
        }
    }

    private static void start(Runnable task) {
        new Thread(null, task, "guest", 2 << 20).start();
    }

    private static List<Object> run(InstancePre pre) {
        try (var store = Store.create(pre.module().engine())) {
            return pre.instantiate(store).func("f").orElseThrow().call();
        }
    }

    @Test
    void refusesUseAfterClosing() {
        var module = guest.module(ANSWER);
        module.close();
        module.close();
        assertThat(module.exports()).hasSize(1);
        assertThatThrownBy(module::serialize).hasMessage("the module is closed");
        assertThatThrownBy(() -> guest.linker.instantiatePre(module))
                .hasMessage("the module is closed");
        assertThatThrownBy(() -> guest.linker.defineUnknownImportsAsTraps(module))
                .hasMessage("the module is closed");
    }
}
