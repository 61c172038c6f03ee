package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.ValueType.F32;
import static run.wasmcloud.runtime.ValueType.F64;
import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An operator on numbers, as generated modules use it. WebAssembly core specification, section
 * 5.4.7.
 *
 * @param prefixed whether another byte comes before its code
 * @param makesNaN whether the bits of a NaN that it gives are the engine's choice
 */
record GeneratedOperator(
        ValueType result, List<ValueType> operands, boolean makesNaN, boolean prefixed, int code) {
    private static final int PREFIX = 0xfc;

    /**
     * All operators on numbers, except those of vectors, {@code f32.convert_i64_u} and {@code
     * f64.convert_i64_u}, which Endive rounds otherwise than to the nearest: {@link
     * DifferentialTest} says so.
     */
    static final List<GeneratedOperator> ALL = all();

    private static List<GeneratedOperator> all() {
        var all = new ArrayList<GeneratedOperator>();
        range(all, 0x45, 0x45, I32, I32);
        range(all, 0x46, 0x4f, I32, I32, I32);
        range(all, 0x50, 0x50, I32, I64);
        range(all, 0x51, 0x5a, I32, I64, I64);
        range(all, 0x5b, 0x60, I32, F32, F32);
        range(all, 0x61, 0x66, I32, F64, F64);
        range(all, 0x67, 0x69, I32, I32);
        range(all, 0x6a, 0x78, I32, I32, I32);
        range(all, 0x79, 0x7b, I64, I64);
        range(all, 0x7c, 0x8a, I64, I64, I64);
        range(all, 0x8b, 0x91, F32, F32);
        range(all, 0x92, 0x98, F32, F32, F32);
        range(all, 0x99, 0x9f, F64, F64);
        range(all, 0xa0, 0xa6, F64, F64, F64);
        range(all, 0xa7, 0xa7, I32, I64);
        range(all, 0xa8, 0xa9, I32, F32);
        range(all, 0xaa, 0xab, I32, F64);
        range(all, 0xac, 0xad, I64, I32);
        range(all, 0xae, 0xaf, I64, F32);
        range(all, 0xb0, 0xb1, I64, F64);
        range(all, 0xb2, 0xb3, F32, I32);
        range(all, 0xb4, 0xb4, F32, I64);
        range(all, 0xb6, 0xb6, F32, F64);
        range(all, 0xb7, 0xb8, F64, I32);
        range(all, 0xb9, 0xb9, F64, I64);
        range(all, 0xbb, 0xbb, F64, F32);
        range(all, 0xbc, 0xbc, I32, F32);
        range(all, 0xbd, 0xbd, I64, F64);
        range(all, 0xbe, 0xbe, F32, I32);
        range(all, 0xbf, 0xbf, F64, I64);
        range(all, 0xc0, 0xc1, I32, I32);
        range(all, 0xc2, 0xc4, I64, I64);
        saturating(all, 0, I32, F32);
        saturating(all, 2, I32, F64);
        saturating(all, 4, I64, F32);
        saturating(all, 6, I64, F64);
        return List.copyOf(all);
    }

    private static void range(
            List<GeneratedOperator> all,
            int first,
            int last,
            ValueType result,
            ValueType... operands) {
        for (int opcode = first; opcode <= last; opcode++) {
            all.add(
                    new GeneratedOperator(
                            result, Arrays.asList(operands), makesNaN(opcode), false, opcode));
        }
    }

    private static void saturating(
            List<GeneratedOperator> all, int first, ValueType result, ValueType operand) {
        for (int opcode = first; opcode < first + 2; opcode++) {
            all.add(new GeneratedOperator(result, List.of(operand), false, true, opcode));
        }
    }

    /** Returns the bytes that the operator is written as. */
    int[] opcode() {
        return prefixed ? new int[] {PREFIX, code} : new int[] {code};
    }

    /** Tells whether it is an integer division, which traps on some divisors. */
    boolean divides() {
        return !prefixed && (isAmong(code, 0x6d, 0x70) || isAmong(code, 0x7f, 0x82));
    }

    /** Tells whether it makes an integer of a float, and traps when there is none. */
    boolean mayNotConvert() {
        return !prefixed && (isAmong(code, 0xa8, 0xab) || isAmong(code, 0xae, 0xb1));
    }

    private static boolean isAmong(int code, int first, int last) {
        return code >= first && code <= last;
    }

    /** All arithmetic does; abs, neg, copysign and reinterpretation say which bits they give. */
    private static boolean makesNaN(int code) {
        return isAmong(code, 0x8d, 0x97)
                || isAmong(code, 0x9b, 0xa5)
                || code == 0xb6
                || code == 0xbb;
    }
}
