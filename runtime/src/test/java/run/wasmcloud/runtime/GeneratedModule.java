package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.WasmWriter.CODE;
import static run.wasmcloud.runtime.WasmWriter.DATA;
import static run.wasmcloud.runtime.WasmWriter.DATA_COUNT;
import static run.wasmcloud.runtime.WasmWriter.ELEMENTS;
import static run.wasmcloud.runtime.WasmWriter.EXPORTS;
import static run.wasmcloud.runtime.WasmWriter.FUNCTIONS;
import static run.wasmcloud.runtime.WasmWriter.GLOBALS;
import static run.wasmcloud.runtime.WasmWriter.IMPORTS;
import static run.wasmcloud.runtime.WasmWriter.MEMORIES;
import static run.wasmcloud.runtime.WasmWriter.TABLES;
import static run.wasmcloud.runtime.WasmWriter.TYPES;
import static run.wasmcloud.runtime.WasmWriter.part;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A module generated from a seed: the same seed gives the same bytes. It is valid, ends on its own,
 * and prints its memory and the results of its functions as it goes, by {@link TestLibrary}.
 */
@SuppressWarnings("EnumOrdinal") // The types are numbered as globals and by their opcodes.
public final class GeneratedModule {
    /** The index of the imported function that prints a range of memory. */
    static final int OUTPUT = 0;

    /** How many elements the table has; not all of them are functions. */
    static final int TABLE = 12;

    private static final int IMPORTED = 1;
    private static final int ENTRY_TYPE = 1;
    private static final int FIRST_TYPE = 2;
    private static final int BUDGET = 400;
    private static final int RESULTS_AT = 64_000;

    private final List<FunctionType> types;

    private GeneratedModule(List<FunctionType> types) {
        this.types = types;
    }

    /** Returns the bytes of the module of a seed. */
    public static byte[] ofSeed(long seed) {
        var random = new Random(seed);
        var functions = 2 + random.nextInt(7);
        var types = Stream.generate(() -> type(random)).limit(functions).toList();
        return new GeneratedModule(types).bytes(random);
    }

    private static FunctionType type(Random random) {
        return new FunctionType(types(random, 4), types(random, 3));
    }

    private static List<ValueType> types(Random random, int bound) {
        return Stream.generate(() -> ValueType.values()[random.nextInt(4)])
                .limit(random.nextInt(bound))
                .toList();
    }

    /** Returns how many functions there are, the entry and the imported one not counted. */
    int functions() {
        return types.size();
    }

    /** Returns the type of a function, counted from 0. */
    FunctionType type(int function) {
        return types.get(function);
    }

    /** Returns the index by which a function is called. */
    int index(int function) {
        return IMPORTED + function;
    }

    int typeIndex(int function) {
        return FIRST_TYPE + function;
    }

    /** Returns the index of the global variable of a type. */
    static int global(ValueType of) {
        return 1 + of.ordinal();
    }

    /** Returns a type as the binary format has it. */
    static int code(ValueType type) {
        return switch (type) {
            case I32 -> 0x7f;
            case I64 -> 0x7e;
            case F32 -> 0x7d;
            case F64 -> 0x7c;
        };
    }

    private byte[] bytes(Random random) {
        return WasmWriter.module()
                .section(TYPES, typeSection())
                .section(IMPORTS, part().u32(1).name("test").name("output").raw(0).u32(OUTPUT))
                .section(FUNCTIONS, functionSection())
                .section(TABLES, part().u32(1).raw(0x70, 1).u32(TABLE).u32(TABLE))
                .section(MEMORIES, part().u32(1).raw(1).u32(1).u32(3))
                .section(GLOBALS, globals())
                .section(
                        EXPORTS,
                        part().u32(2)
                                .name("_start")
                                .raw(0)
                                .u32(index(functions()))
                                .name("memory")
                                .raw(2)
                                .u32(0))
                .section(ELEMENTS, elements())
                .section(DATA_COUNT, part().u32(2))
                .section(CODE, bodies(random))
                .section(DATA, data(random))
                .toBytes();
    }

    private WasmWriter typeSection() {
        var section = part().u32(FIRST_TYPE + types.size());
        type(section, FunctionType.taking(ValueType.I32, ValueType.I32));
        type(section, FunctionType.taking());
        types.forEach(each -> type(section, each));
        return section;
    }

    private static void type(WasmWriter section, FunctionType type) {
        section.raw(0x60).u32(type.parameters().size());
        type.parameters().forEach(each -> section.raw(code(each)));
        section.u32(type.results().size());
        type.results().forEach(each -> section.raw(code(each)));
    }

    private WasmWriter functionSection() {
        var section = part().u32(types.size() + 1);
        IntStream.range(0, types.size()).forEach(i -> section.u32(typeIndex(i)));
        return section.u32(ENTRY_TYPE);
    }

    private static WasmWriter globals() {
        var section = part().u32(1 + ValueType.values().length);
        section.raw(0x7f, 1, 0x41).signed(BUDGET).raw(0x0b);
        section.raw(0x7f, 1, 0x41).signed(7).raw(0x0b);
        section.raw(0x7e, 1, 0x42).signed(-7).raw(0x0b);
        section.raw(0x7d, 1, 0x43).littleEndian(Float.floatToIntBits(1.25f)).raw(0x0b);
        return section.raw(0x7c, 1, 0x44).littleEndian(Double.doubleToLongBits(-1.25)).raw(0x0b);
    }

    private WasmWriter elements() {
        var section = part().u32(1).raw(0, 0x41, 0, 0x0b).u32(types.size());
        IntStream.range(0, types.size()).forEach(i -> section.u32(index(i)));
        return section;
    }

    private WasmWriter bodies(Random random) {
        var section = part().u32(types.size() + 1);
        for (int i = 0; i < types.size(); i++) {
            section.sized(GeneratedCode.body(this, i, random));
        }
        return section.sized(entry(random));
    }

    /** Calls each function and prints its results and some of the memory. */
    private WasmWriter entry(Random random) {
        var body = part().u32(0);
        for (int i = 0; i < types.size(); i++) {
            body.raw(0x41).signed(BUDGET).raw(0x24, 0);
            types.get(i).parameters().forEach(each -> argument(body, each, random));
            body.raw(0x10).u32(index(i));
            types.get(i).results().reversed().forEach(each -> body.raw(0x24).u32(global(each)));
            for (var each : ValueType.values()) {
                body.raw(0x41).signed(RESULTS_AT).raw(0x23).u32(global(each));
                body.raw(storing(each), 0).u32(8L * each.ordinal());
            }
            print(body, RESULTS_AT, 32);
            print(body, 0, 8_192);
        }
        print(body, 0, 65_536);
        return body.raw(0x0b);
    }

    private static void argument(WasmWriter body, ValueType of, Random random) {
        switch (of) {
            case I32 -> body.raw(0x41).signed(random.nextInt());
            case I64 -> body.raw(0x42).signed(random.nextLong());
            case F32 -> body.raw(0x43).littleEndian(Float.floatToIntBits(random.nextFloat()));
            case F64 -> body.raw(0x44).littleEndian(Double.doubleToLongBits(random.nextDouble()));
        }
    }

    private static int storing(ValueType of) {
        return switch (of) {
            case I32 -> 0x36;
            case I64 -> 0x37;
            case F32 -> 0x38;
            case F64 -> 0x39;
        };
    }

    private static void print(WasmWriter body, int address, int length) {
        body.raw(0x41).signed(address).raw(0x41).signed(length).raw(0x10).u32(OUTPUT);
    }

    private static WasmWriter data(Random random) {
        var bytes = new byte[4_096];
        random.nextBytes(bytes);
        return part().u32(2)
                .raw(0, 0x41, 0, 0x0b)
                .u32(bytes.length)
                .raw(bytes)
                .raw(1)
                .name("passive bytes");
    }
}
