package run.wasmcloud.runtime.bulk;

import run.wasmcloud.runtime.bulk.Instructions.Kind;
import run.wasmcloud.runtime.bulk.Sections.Section;
import run.wasmcloud.wasmtime.NativeBytes;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The {@code memory.fill} and {@code memory.copy} of a module. One such instruction can write
 * hundreds of megabytes, and the engine looks at fuel and deadline before it only; cut, they go
 * through two functions at the module's end that do it piece by piece. The indices of the module's
 * own functions and types stay what they are, and so do custom sections.
 *
 * <p>Memory: the bytes, once more; no instruction is kept. Time: two passes over the code.
 */
public final class BulkOperations {
    /** Names what this does to modules: machine code of another kind is of no use. */
    public static final String KIND = "bulk operations in pieces of 1 MiB, 1";

    /** Writing as much takes less than a millisecond. */
    static final int CHUNK = 1 << 20;

    private static final int CALL = 0x10;
    private static final int NOP = 0x01;
    private static final int ADDED = 2;
    private static final byte[] TYPE_OF_THREE = {0x60, 3, 0x7f, 0x7f, 0x7f, 0};

    /** More than the added functions and type, and longer numbers of sections, take. */
    private static final int MOST_ADDED_BYTES = 512;

    private final ByteBuffer wasm;
    private final int chunk;
    private final Sections sections;
    private final Section code;
    private int found;
    private int growth;

    private BulkOperations(ByteBuffer wasm, int chunk, Sections sections) {
        this.wasm = wasm;
        this.chunk = chunk;
        this.sections = sections;
        this.code = sections.only(Sections.CODE);
    }

    /**
     * A module whose bulk operations are cut.
     *
     * @param wasm has the module at its beginning; is the receiver's to close
     * @param length how long it is
     */
    public record Cut(NativeBytes wasm, int length, CodeOrigin origin) implements AutoCloseable {
        @Override
        public void close() {
            wasm.close();
        }
    }

    /**
     * Cuts the bulk operations of a module.
     *
     * @return empty when there are none that can be long
     * @throws IllegalArgumentException when it is no valid module; not every such module is noticed
     */
    public static Optional<Cut> cut(ByteBuffer wasm) {
        return cut(wasm, CHUNK);
    }

    static Optional<Cut> cut(ByteBuffer wasm, int chunk) {
        try {
            var sections = Sections.of(wasm);
            return sections.hasCode()
                    ? new BulkOperations(wasm, chunk, sections).cut()
                    : Optional.empty();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("the module ends too early", e);
        }
    }

    private Optional<Cut> cut() {
        var last = sections.functions() + ADDED - 1;
        eachBody(
                (_, start, end) ->
                        eachOperation(start, end, (from, to, _) -> count(from, to, last)));
        return found == 0 ? Optional.empty() : Optional.of(written());
    }

    private void count(int from, int to, int calledIndex) {
        found++;
        growth =
                Math.addExact(
                        growth, Math.max(0, 1 + WasmOutput.length(calledIndex) - (to - from)));
    }

    private Cut written() {
        var longer = growth == 0 ? 0 : Math.addExact(growth, found * WasmOutput.LONGEST_NUMBER);
        var cut =
                NativeBytes.allocate(
                        Math.addExact(wasm.limit(), Math.addExact(longer, MOST_ADDED_BYTES)));
        try {
            var out = new WasmOutput(cut.buffer());
            var origin = write(out);
            return new Cut(cut, out.position(), origin);
        } catch (RuntimeException e) {
            cut.close();
            throw e;
        }
    }

    private CodeOrigin write(WasmOutput out) {
        var functions = sections.functions();
        var known = sections.typeOfThree();
        var type = known < 0 ? sections.count(sections.only(Sections.TYPES)) : known;
        var shift = 0;
        out.copy(wasm, 0, Sections.HEADER);
        for (var section : sections.all()) {
            out.u8(section.id());
            var start = out.beginSized();
            switch (section.id()) {
                case Sections.TYPES -> writeTypes(out, section, known < 0);
                case Sections.FUNCTIONS ->
                        writeLonger(out, section, ADDED).number(type).number(type);
                case Sections.CODE -> shift = writeCode(out, functions);
                default -> out.copy(wasm, section.start(), section.end());
            }
            out.endSized(start);
        }
        return new CodeOrigin(functions, growth == 0 ? shift : -1);
    }

    /** Copies a section that is to have more entries. */
    private WasmOutput writeLonger(WasmOutput out, Section section, int more) {
        var cursor = new WasmCursor(wasm, section.start());
        var count = cursor.size();
        return out.number(count + more).copy(wasm, cursor.position(), section.end());
    }

    private void writeTypes(WasmOutput out, Section section, boolean another) {
        if (another) {
            writeLonger(out, section, 1).raw(TYPE_OF_THREE);
        } else {
            out.copy(wasm, section.start(), section.end());
        }
    }

    /** Returns how far the bodies have moved. */
    private int writeCode(WasmOutput out, int functions) {
        var cursor = new WasmCursor(wasm, code.start());
        out.number(cursor.size() + ADDED);
        var shift = out.position() - cursor.position();
        eachBody((sized, start, end) -> writeBody(out, functions, sized, start, end));
        writeAdded(out, CutFunctions.fill(chunk));
        writeAdded(out, CutFunctions.copy(chunk));
        return shift;
    }

    private static void writeAdded(WasmOutput out, byte[] body) {
        out.number(body.length).raw(body);
    }

    /** Where nothing grows each body keeps its length, and its size is written as it was. */
    private void writeBody(WasmOutput out, int functions, int sized, int start, int end) {
        if (growth == 0) {
            writeOperations(out.copy(wasm, sized, start), functions, start, end);
        } else {
            var sizedStart = out.beginSized();
            writeOperations(out, functions, start, end);
            out.endSized(sizedStart);
        }
    }

    private void writeOperations(WasmOutput out, int functions, int start, int end) {
        var rest = new int[] {start};
        eachOperation(
                start,
                end,
                (from, to, kind) -> {
                    out.copy(wasm, rest[0], from);
                    writeCall(out, functions + (kind == Kind.FILL ? 0 : 1), to - from);
                    rest[0] = to;
                });
        out.copy(wasm, rest[0], end);
    }

    /** Writes a call that is as long as what it stands for, where it can be. */
    private static void writeCall(WasmOutput out, int function, int room) {
        var length = Math.clamp(room - 1L, WasmOutput.length(function), WasmOutput.LONGEST_NUMBER);
        out.u8(CALL).number(function, length);
        for (var i = 1 + length; i < room; i++) {
            out.u8(NOP);
        }
    }

    @FunctionalInterface
    private interface Bodies {
        /** Meets a body, whose size is written at {@code sized}. */
        void meet(int sized, int start, int end);
    }

    private void eachBody(Bodies bodies) {
        var cursor = new WasmCursor(wasm, code.start());
        for (var left = cursor.size(); left > 0; left--) {
            var sized = cursor.position();
            var length = cursor.size();
            var start = cursor.position();
            cursor.pass(length);
            bodies.meet(sized, start, cursor.position());
        }
    }

    @FunctionalInterface
    private interface Operations {
        void meet(int from, int to, Kind kind);
    }

    /** An operation right behind a constant that is small enough is none that can be long. */
    private void eachOperation(int start, int end, Operations operations) {
        var cursor = new WasmCursor(wasm, start);
        passLocals(cursor);
        var instructions = new Instructions(cursor);
        var isShort = false;
        while (cursor.position() < end) {
            var from = cursor.position();
            var kind = instructions.pass();
            if ((kind == Kind.FILL || kind == Kind.COPY) && !isShort) {
                operations.meet(from, cursor.position(), kind);
            }
            isShort =
                    kind == Kind.CONSTANT
                            && Integer.compareUnsigned(instructions.constant(), chunk) <= 0;
        }
        if (cursor.position() != end) {
            throw new IllegalArgumentException("a function body ends within an instruction");
        }
    }

    private static void passLocals(WasmCursor cursor) {
        for (var left = cursor.size(); left > 0; left--) {
            cursor.passNumbers(2);
        }
    }
}
