package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.ValueType.F32;
import static run.wasmcloud.runtime.ValueType.F64;
import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Generates the body of one function: statements and expressions of every kind, valid by
 * construction. It ends whatever it computes, because each call and each turn of a loop takes from
 * one budget. NaNs that an engine may choose are replaced by one at once.
 */
final class GeneratedCode {
    private static final int DEEPEST = 4;
    private static final int STATEMENTS = 6;
    private static final int NO_VALUE = 0x40;
    private static final int ADDRESS_MASK = 0x7fff;
    private static final int LENGTH_MASK = 0x3ff;
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        31,
        32,
        63,
        64,
        255,
        256,
        65_535,
        65_536,
        1L << 31,
        (1L << 31) - 1,
        1L << 32,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0x0123456789abcdefL,
        -128,
        -32_768,
    };
    private static final double[] FLOATS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        1.5,
        2.5,
        -0.5,
        1e10,
        -1e10,
        1e300,
        4.9e-324,
        Float.MIN_VALUE,
        2_147_483_647,
        2_147_483_648.0,
        -2_147_483_649.0,
        4_294_967_295.0,
        9.2e18,
        1.9e19,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
    };

    private final Random random;
    private final GeneratedModule module;
    private final int function;
    private final FunctionType type;
    private final List<ValueType> locals = new ArrayList<>();
    private final WasmWriter code = WasmWriter.part();

    /** The labels that a branch may name, outermost first: true where it carries no value. */
    private final List<Boolean> labels = new ArrayList<>();

    private GeneratedCode(GeneratedModule module, int function, Random random) {
        this.module = module;
        this.function = function;
        this.random = random;
        this.type = module.type(function);
        locals.addAll(type.parameters());
        for (var each : ValueType.values()) {
            locals.add(each);
            locals.add(each);
        }
        locals.add(F32);
        locals.add(F64);
    }

    /** Returns the body with its locals. */
    static WasmWriter body(GeneratedModule module, int function, Random random) {
        var generated = new GeneratedCode(module, function, random);
        generated.spendOrReturn();
        generated.statements(0);
        generated.type.results().forEach(each -> generated.expression(each, 0));
        generated.code.raw(0x0b);
        return generated.withLocals();
    }

    private WasmWriter withLocals() {
        var declared = locals.subList(type.parameters().size(), locals.size());
        var body = WasmWriter.part().u32(declared.size());
        declared.forEach(each -> body.u32(1).raw(GeneratedModule.code(each)));
        return body.append(code);
    }

    /** Returns at once, with zeros, when the budget is used up; else takes one from it. */
    private void spendOrReturn() {
        code.raw(0x23, 0, 0x41, 0, 0x4c, 0x04, NO_VALUE);
        type.results().forEach(this::zero);
        code.raw(0x0f, 0x0b);
        spend();
    }

    private void spend() {
        code.raw(0x23, 0, 0x41, 1, 0x6b, 0x24, 0);
    }

    private void zero(ValueType of) {
        switch (of) {
            case I32 -> code.raw(0x41, 0);
            case I64 -> code.raw(0x42, 0);
            case F32 -> code.raw(0x43).littleEndian(0);
            case F64 -> code.raw(0x44).littleEndian(0L);
        }
    }

    private void statements(int depth) {
        for (int left = 1 + random.nextInt(STATEMENTS >> Math.min(depth, 2)); left > 0; left--) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        switch (random.nextInt(depth >= DEEPEST ? 6 : 16)) {
            case 0, 1 -> setLocal();
            case 2 -> setGlobal();
            case 3 -> store(depth);
            case 4 -> print();
            case 5 -> bulk();
            case 6, 7 -> choose(depth);
            case 8, 9 -> loop(depth);
            case 10 -> block(depth);
            case 11 -> branch(depth);
            case 12 -> branchByTable(depth);
            case 13 -> table();
            case 14 -> call(depth);
            default -> {
                expression(any(ValueType.values()), depth);
                code.raw(0x1a);
            }
        }
    }

    @SafeVarargs
    private <T> T any(T... from) {
        return from[random.nextInt(from.length)];
    }

    /**
     * Returns the index of a local of a type; the last two, which hold NaNs, are not among them.
     */
    private int local(ValueType of) {
        var indexes =
                IntStream.range(0, locals.size() - 2).filter(i -> locals.get(i) == of).toArray();
        return indexes[random.nextInt(indexes.length)];
    }

    private void setLocal() {
        var of = any(ValueType.values());
        expression(of, 1);
        code.raw(0x21).u32(local(of));
    }

    private void setGlobal() {
        var of = any(ValueType.values());
        expression(of, 1);
        code.raw(0x24).u32(GeneratedModule.global(of));
    }

    private void store(int depth) {
        address(depth);
        var of = any(ValueType.values());
        expression(of, depth + 1);
        switch (of) {
            case I32 -> code.raw(any(0x36, 0x3a, 0x3b));
            case I64 -> code.raw(any(0x37, 0x3c, 0x3d, 0x3e));
            case F32 -> code.raw(0x38);
            case F64 -> code.raw(0x39);
        }
        offset();
    }

    /** Most addresses lie in the memory, some not. */
    private void address(int depth) {
        expression(I32, depth + 1);
        if (isUsual()) {
            code.raw(0x41).signed(ADDRESS_MASK).raw(0x71);
        }
    }

    private void offset() {
        code.raw(0).u32(isUsual() ? any(0, 0, 1, 4) : 70_000);
    }

    /** Tells whether to keep from a trap: guests that trap at once would show little. */
    private boolean isUsual() {
        return random.nextInt(400) != 0;
    }

    private void print() {
        code.raw(0x41).signed(random.nextInt(60_000)).raw(0x41).signed(512);
        code.raw(0x10).u32(GeneratedModule.OUTPUT);
    }

    private void length() {
        expression(I32, DEEPEST);
        code.raw(0x41).signed(LENGTH_MASK).raw(0x71);
    }

    private void bulk() {
        switch (random.nextInt(5)) {
            case 0 -> {
                address(DEEPEST);
                expression(I32, DEEPEST);
                length();
                code.raw(0xfc, 11, 0);
            }
            case 1, 2 -> {
                address(DEEPEST);
                address(DEEPEST);
                length();
                code.raw(0xfc, 10, 0, 0);
            }
            case 3 -> {
                address(DEEPEST);
                code.raw(0x41).signed(random.nextInt(12)).raw(0x41).signed(random.nextInt(8));
                code.raw(0xfc, 8, 1, 0);
            }
            default -> {
                if (random.nextInt(8) == 0) {
                    code.raw(0xfc, 9, 1);
                } else {
                    code.raw(0x41).signed(random.nextInt(2)).raw(0x40, 0, 0x1a);
                }
            }
        }
    }

    private void choose(int depth) {
        expression(I32, depth + 1);
        code.raw(0x04, NO_VALUE);
        labels.add(true);
        statements(depth + 1);
        if (random.nextBoolean()) {
            code.raw(0x05);
            statements(depth + 1);
        }
        code.raw(0x0b);
        labels.removeLast();
    }

    private void loop(int depth) {
        code.raw(0x02, NO_VALUE, 0x03, NO_VALUE);
        labels.add(true);
        labels.add(true);
        code.raw(0x23, 0, 0x41, 0, 0x4c, 0x0d, 1);
        spend();
        statements(depth + 1);
        expression(I32, depth + 1);
        code.raw(0x0d, 0, 0x0b, 0x0b);
        labels.removeLast();
        labels.removeLast();
    }

    private void block(int depth) {
        code.raw(0x02, NO_VALUE);
        labels.add(true);
        statements(depth + 1);
        code.raw(0x0b);
        labels.removeLast();
    }

    private void branch(int depth) {
        var targets = targets();
        if (!targets.isEmpty()) {
            expression(I32, depth + 1);
            code.raw(0x0d).u32(targets.get(random.nextInt(targets.size())));
        }
    }

    /** In a block of its own, because nothing behind the jump is reached. */
    private void branchByTable(int depth) {
        code.raw(0x02, NO_VALUE);
        labels.add(true);
        var targets = targets();
        expression(I32, depth + 1);
        code.raw(0x0e).u32(3);
        for (int i = 0; i < 4; i++) {
            code.u32(targets.get(random.nextInt(targets.size())));
        }
        code.raw(0x0b);
        labels.removeLast();
    }

    private List<Integer> targets() {
        return IntStream.range(0, labels.size())
                .filter(depth -> labels.get(labels.size() - 1 - depth))
                .boxed()
                .toList();
    }

    private void table() {
        code.raw(0x41).signed(random.nextInt(GeneratedModule.TABLE + 1));
        switch (random.nextInt(3)) {
            case 0 -> code.raw(0xd2).u32(module.index(random.nextInt(module.functions())));
            case 1 -> code.raw(0xd0, 0x70);
            default -> {
                code.raw(0x41).signed(random.nextInt(GeneratedModule.TABLE)).raw(0x25, 0);
            }
        }
        code.raw(0x26, 0);
        if (random.nextInt(4) == 0) {
            code.raw(0x41).signed(random.nextInt(3)).raw(0x41).signed(random.nextInt(3));
            code.raw(0x41).signed(random.nextInt(GeneratedModule.TABLE - 2)).raw(0xfc, 14, 0, 0);
        }
    }

    /** Calls a function further on, so that no function comes back to itself. */
    private void call(int depth) {
        if (function + 1 < module.functions()) {
            var callee = function + 1 + random.nextInt(module.functions() - function - 1);
            module.type(callee).parameters().forEach(each -> expression(each, depth + 1));
            code.raw(0x10).u32(module.index(callee));
            module.type(callee).results().reversed().forEach(this::keep);
        }
    }

    private void keep(ValueType of) {
        code.raw(0x21).u32(local(of));
    }

    private void expression(ValueType of, int depth) {
        if (depth >= DEEPEST) {
            leaf(of);
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> leaf(of);
            case 1 -> load(of, depth);
            case 2 -> select(of, depth);
            case 3 -> chosen(of, depth);
            case 4 -> blockOf(of, depth);
            case 5 -> called(of, depth);
            case 6 -> {
                expression(of, depth + 1);
                code.raw(0x22).u32(local(of));
            }
            default -> operator(of, depth);
        }
    }

    private void leaf(ValueType of) {
        switch (random.nextInt(4)) {
            case 0 -> constant(of);
            case 1 -> code.raw(0x23).u32(GeneratedModule.global(of));
            default -> code.raw(0x20).u32(local(of));
        }
    }

    private void constant(ValueType of) {
        var number =
                random.nextInt(3) == 0
                        ? random.nextLong()
                        : NUMBERS[random.nextInt(NUMBERS.length)];
        var fraction = FLOATS[random.nextInt(FLOATS.length)];
        switch (of) {
            case I32 -> code.raw(0x41).signed(number << 32 >> 32);
            case I64 -> code.raw(0x42).signed(number);
            case F32 -> code.raw(0x43).littleEndian(Float.floatToIntBits((float) fraction));
            case F64 -> code.raw(0x44).littleEndian(Double.doubleToLongBits(fraction));
        }
    }

    private void load(ValueType of, int depth) {
        address(depth);
        switch (of) {
            case I32 -> code.raw(any(0x28, 0x2c, 0x2d, 0x2e, 0x2f));
            case I64 -> code.raw(any(0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35));
            case F32 -> code.raw(0x2a);
            case F64 -> code.raw(0x2b);
        }
        offset();
    }

    private void select(ValueType of, int depth) {
        expression(of, depth + 1);
        expression(of, depth + 1);
        expression(I32, depth + 1);
        code.raw(0x1b);
    }

    private void chosen(ValueType of, int depth) {
        expression(I32, depth + 1);
        code.raw(0x04, GeneratedModule.code(of));
        labels.add(false);
        expression(of, depth + 1);
        code.raw(0x05);
        expression(of, depth + 1);
        code.raw(0x0b);
        labels.removeLast();
    }

    private void blockOf(ValueType of, int depth) {
        code.raw(0x02, GeneratedModule.code(of));
        labels.add(false);
        expression(of, depth + 1);
        expression(I32, depth + 1);
        code.raw(0x0d, 0, 0x1a);
        expression(of, depth + 1);
        code.raw(0x0b);
        labels.removeLast();
    }

    /** Calls a function of one result, by its index or through the table; or asks the memory. */
    private void called(ValueType of, int depth) {
        var callees =
                IntStream.range(function + 1, module.functions())
                        .filter(i -> module.type(i).results().equals(List.of(of)))
                        .toArray();
        if (callees.length == 0) {
            if (of == I32) {
                code.raw(0x3f, 0);
            } else {
                operator(of, depth);
            }
            return;
        }
        var callee = callees[random.nextInt(callees.length)];
        module.type(callee).parameters().forEach(each -> expression(each, depth + 1));
        if (random.nextInt(3) == 0) {
            code.raw(0x41)
                    .signed(tableIndex(callee))
                    .raw(0x11)
                    .u32(module.typeIndex(callee))
                    .raw(0);
        } else {
            code.raw(0x10).u32(module.index(callee));
        }
    }

    /** Mostly where the function is at the start, sometimes elsewhere, sometimes nowhere. */
    private int tableIndex(int callee) {
        return random.nextInt(12) == 0 ? random.nextInt(GeneratedModule.TABLE + 2) : callee;
    }

    private void operator(ValueType of, int depth) {
        var operators = GeneratedOperator.ALL.stream().filter(each -> each.result() == of).toList();
        var operator = operators.get(random.nextInt(operators.size()));
        if (operator.mayNotConvert() && isUsual()) {
            leaf(of);
            return;
        }
        operator.operands().forEach(each -> expression(each, depth + 1));
        if (operator.divides() && isUsual()) {
            small(of);
        }
        code.raw(operator.opcode());
        if (operator.makesNaN()) {
            canonical(of);
        }
    }

    /** Makes a divisor one that no division traps on. */
    private void small(ValueType of) {
        if (of == I32) {
            code.raw(0x41).signed(0xfff).raw(0x71, 0x41, 1, 0x72);
        } else {
            code.raw(0x42).signed(0xfff).raw(0x83, 0x42, 1, 0x84);
        }
    }

    /** Replaces any NaN by the one that all engines write as the constant. */
    private void canonical(ValueType of) {
        var held = of == F32 ? locals.size() - 2 : locals.size() - 1;
        code.raw(0x22).u32(held);
        if (of == F32) {
            code.raw(0x43).littleEndian(Float.floatToIntBits(Float.NaN));
        } else {
            code.raw(0x44).littleEndian(Double.doubleToLongBits(Double.NaN));
        }
        code.raw(0x20).u32(held).raw(0x20).u32(held).raw(of == F32 ? 0x5b : 0x61, 0x1b);
    }
}
