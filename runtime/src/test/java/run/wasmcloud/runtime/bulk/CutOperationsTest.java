package run.wasmcloud.runtime.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.EngineConfig;
import run.wasmcloud.wasmtime.Linker;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.Store;
import run.wasmcloud.wasmtime.TrapException;
import run.wasmcloud.wasmtime.Wat;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Operations in pieces leave the memory, or trap, as the operations of the module do that was
 * uploaded: on both engines, the second of which knows nothing of pieces.
 */
class CutOperationsTest {
    private static final int PAGE = 1 << 16;
    private static final int CHUNK = 300;
    private static final byte[] WASM =
            Wat.toWasm(
                    """
                    (module
                      (memory (export "memory") 1)
                      (func (export "fill") (param i32 i32 i32)
                        (memory.fill (local.get 0) (local.get 1) (local.get 2)))
                      (func (export "copy") (param i32 i32 i32)
                        (memory.copy (local.get 0) (local.get 1) (local.get 2))))
                    """);
    private static final byte[] CUT = cut(WASM, CHUNK);

    static byte[] cut(byte[] wasm, int chunk) {
        try (var cut = BulkOperations.cut(ByteBuffer.wrap(wasm), chunk).orElseThrow()) {
            var bytes = new byte[cut.length()];
            cut.wasm().buffer().get(bytes);
            return bytes;
        }
    }

    /** What an operation came to: the memory, or the memory and that it trapped. */
    private record Result(boolean trapped, ByteBuffer memory) {
        Result(boolean trapped, byte[] memory) {
            this(trapped, ByteBuffer.wrap(memory));
        }
    }

    private static byte[] memory() {
        var bytes = new byte[PAGE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static Result onEndive(byte[] wasm, String operation, int a, int b, int c) {
        var instance = run.endive.runtime.Instance.builder(Parser.parse(wasm)).build();
        instance.memory().write(0, memory());
        var trapped = false;
        try {
            instance.export(operation).apply(a, b, c);
        } catch (WasmEngineException e) {
            trapped = true;
        }
        return new Result(trapped, instance.memory().readBytes(0, PAGE));
    }

    private static Result onWasmtime(byte[] wasm, String operation, int a, int b, int c) {
        try (var engine = Engine.create(EngineConfig.defaults());
                var linker = Linker.create(engine);
                var module = Module.compile(engine, wasm);
                var instances = linker.instantiatePre(module);
                var store = Store.create(engine, "")) {
            var instance = instances.instantiate(store);
            var memory = instance.memory("memory").orElseThrow();
            memory.write(0, memory(), 0, PAGE);
            var trapped = false;
            try {
                instance.func(operation).orElseThrow().call(a, b, c);
            } catch (TrapException e) {
                trapped = true;
            }
            var after = new byte[PAGE];
            memory.read(0, after, 0, PAGE);
            return new Result(trapped, after);
        }
    }

    /** Addresses and lengths where something changes, and any others. */
    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 4 * CHUNK),
                Arbitraries.integers().between(PAGE - 4 * CHUNK, PAGE + 1),
                Arbitraries.integers().between(-4 * CHUNK, -1),
                Arbitraries.integers(),
                Arbitraries.of(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK, PAGE, -1));
    }

    @Property(tries = 600)
    void doTheSame(
            @ForAll("numbers") int target,
            @ForAll("numbers") int sourceOrValue,
            @ForAll("numbers") int count) {
        for (var operation : new String[] {"fill", "copy"}) {
            var expected = onEndive(WASM, operation, target, sourceOrValue, count);
            assertThat(onEndive(CUT, operation, target, sourceOrValue, count)).isEqualTo(expected);
        }
    }

    @Property(tries = 60)
    void doTheSameOnTheEngineThatRunsGuests(
            @ForAll("numbers") int target,
            @ForAll("numbers") int sourceOrValue,
            @ForAll("numbers") int count) {
        for (var operation : new String[] {"fill", "copy"}) {
            var expected = onEndive(WASM, operation, target, sourceOrValue, count);
            assertThat(onWasmtime(CUT, operation, target, sourceOrValue, count))
                    .isEqualTo(expected);
        }
    }

    @Example
    void moveOverlappingBytesInEitherDirection() {
        for (var distance : new int[] {1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK}) {
            var count = PAGE - distance;
            for (var upwards : new boolean[] {true, false}) {
                var target = upwards ? distance : 0;
                var source = upwards ? 0 : distance;
                var expected = memory();
                System.arraycopy(memory(), source, expected, target, count);
                assertThat(onEndive(CUT, "copy", target, source, count))
                        .isEqualTo(new Result(false, expected));
            }
        }
    }

    @Example
    void writeNothingWhenTheyTrap() {
        var untouched = new Result(true, memory());
        assertThat(onEndive(CUT, "fill", 0, 1, PAGE + 1)).isEqualTo(untouched);
        assertThat(onEndive(CUT, "fill", PAGE, 1, 1)).isEqualTo(untouched);
        assertThat(onEndive(CUT, "fill", -1, 1, -1)).isEqualTo(untouched);
        assertThat(onEndive(CUT, "copy", 0, 1, PAGE)).isEqualTo(untouched);
        assertThat(onEndive(CUT, "copy", 1, 0, PAGE)).isEqualTo(untouched);
        assertThat(onEndive(CUT, "copy", 0, PAGE + 1, 0)).isEqualTo(untouched);
    }
}
