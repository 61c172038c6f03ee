package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Each operator gives the same for many operands, chosen and random, on both engines. */
@SuppressWarnings("EnumOrdinal") // Loads and stores are numbered in the order of the types.
class OperatorsTest {
    private static final int CASES = 2_000;
    private static final int RESULTS_AT = 16 * CASES;
    private static final long SEED = 11;
    private static final WasmtimeGuests SANDBOX = new WasmtimeGuests(List.of(new TestLibrary()));
    private static final EndiveGuests ENDIVE = new EndiveGuests(List.of(new TestLibrary()));
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        31,
        32,
        63,
        64,
        1L << 31,
        1L << 32,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        1L << 52,
        (1L << 53) + 1,
        (1L << 24) + 1,
        -(1L << 24) - 1,
        0x7fff_ffff,
        0xffff_ffffL,
    };
    private static final double[] FLOATS = {
        0,
        -0.0,
        0.5,
        -0.5,
        1,
        -1,
        1.5,
        2.5,
        -2.5,
        1e10,
        1e-40,
        1e-310,
        3.4e38,
        4e38,
        1e300,
        8_388_607.5,
        4_503_599_627_370_495.5,
        2_147_483_647,
        4_294_967_296.0,
        9.3e18,
        1.9e19,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
    };

    @AfterAll
    static void close() {
        SANDBOX.close();
        ENDIVE.close();
    }

    static List<GeneratedOperator> operators() {
        return GeneratedOperator.ALL.stream()
                .filter(operator -> !operator.divides() && !operator.mayNotConvert())
                .toList();
    }

    private static byte[] operands(List<ValueType> types) {
        var random = new Random(SEED);
        var bytes = ByteBuffer.allocate(RESULTS_AT).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CASES; i++) {
            for (int j = 0; j < types.size(); j++) {
                put(bytes, 16 * i + 8 * j, types.get(j), random);
            }
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, int at, ValueType type, Random random) {
        var chosen = random.nextInt(3) == 0;
        var number = chosen ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
        var fraction = FLOATS[random.nextInt(FLOATS.length)];
        switch (type) {
            case I32 -> bytes.putInt(at, (int) number);
            case I64 -> bytes.putLong(at, number >> (random.nextInt(2) * random.nextInt(64)));
            case F32 ->
                    bytes.putInt(
                            at, chosen ? Float.floatToIntBits((float) fraction) : (int) number);
            case F64 -> bytes.putLong(at, chosen ? Double.doubleToLongBits(fraction) : number);
        }
    }

    /** Returns a guest that reads all operands, and prints all results. */
    private static byte[] guest(GeneratedOperator operator) {
        var body = WasmWriter.part().u32(2).u32(1).raw(0x7f).u32(1);
        body.raw(GeneratedModule.code(operator.result()));
        body.raw(0x41, 0, 0x41).signed(RESULTS_AT).raw(0x10, 1, 0x1a); // input
        body.raw(0x03, 0x40).raw(0x41).signed(RESULTS_AT).raw(0x20, 0, 0x41, 8, 0x6c, 0x6a);
        for (int j = 0; j < operator.operands().size(); j++) {
            body.raw(0x20, 0, 0x41, 16, 0x6c).raw(loading(operator.operands().get(j)), 0, 8 * j);
        }
        body.raw(operator.opcode()).raw(0x22, 1);
        if (operator.makesNaN()) {
            body.raw(nan(operator.result())).raw(0x20, 1, 0x20, 1);
            body.raw(operator.result() == ValueType.F32 ? 0x5b : 0x61, 0x1b);
        }
        body.raw(storing(operator.result()), 0, 0);
        body.raw(0x20, 0, 0x41, 1, 0x6a, 0x22, 0, 0x41).signed(CASES).raw(0x49, 0x0d, 0, 0x0b);
        body.raw(0x41).signed(RESULTS_AT).raw(0x41).signed(8 * CASES).raw(0x10, 0, 0x0b);
        return WasmWriter.module()
                .section(
                        WasmWriter.TYPES,
                        WasmWriter.part()
                                .u32(3)
                                .raw(0x60, 2, 0x7f, 0x7f, 0)
                                .raw(0x60, 2, 0x7f, 0x7f, 1, 0x7f)
                                .raw(0x60, 0, 0))
                .section(
                        WasmWriter.IMPORTS,
                        WasmWriter.part()
                                .u32(2)
                                .name("test")
                                .name("output")
                                .raw(0, 0)
                                .name("test")
                                .name("input")
                                .raw(0, 1))
                .section(WasmWriter.FUNCTIONS, WasmWriter.part().u32(1).u32(2))
                .section(WasmWriter.MEMORIES, WasmWriter.part().u32(1).raw(0, 1))
                .section(
                        WasmWriter.EXPORTS,
                        WasmWriter.part().u32(2).name("_start").raw(0, 2).name("memory").raw(2, 0))
                .section(WasmWriter.CODE, WasmWriter.part().u32(1).sized(body))
                .toBytes();
    }

    private static int loading(ValueType type) {
        return 0x28 + type.ordinal();
    }

    private static int storing(ValueType type) {
        return 0x36 + type.ordinal();
    }

    private static byte[] nan(ValueType type) {
        var bits = WasmWriter.part();
        return type == ValueType.F32
                ? bits.raw(0x43).littleEndian(Float.floatToIntBits(Float.NaN)).toBytes()
                : bits.raw(0x44).littleEndian(Double.doubleToLongBits(Double.NaN)).toBytes();
    }

    private static long[] results(GuestEngine engine, GeneratedOperator operator, byte[] operands) {
        var request = new GuestRequest().stdin(operands);
        engine.run(guest(operator), request.build());
        var results = new long[CASES];
        ByteBuffer.wrap(request.stdout())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(results);
        return results;
    }

    @ParameterizedTest
    @MethodSource("operators")
    void givesTheSameOnBothEngines(GeneratedOperator operator) {
        var operands = operands(operator.operands());
        assertThat(results(SANDBOX, operator, operands))
                .isEqualTo(results(ENDIVE, operator, operands));
    }
}
