package run.wasmcloud.runtime.bulk;

import java.io.ByteArrayOutputStream;

/**
 * The functions that bulk operations go through. Each takes the operands of its operation. What is
 * short, and what would leave the memory, is done by the operation itself, so that it traps as it
 * must before anything is written; the rest is done piece by piece, in a loop, at whose head the
 * engine looks at fuel and deadline.
 */
final class CutFunctions {
    private static final int[] FILL = {0xfc, 11, 0};
    private static final int[] COPY = {0xfc, 10, 0, 0};
    private static final int GET = 0x20;
    private static final int SET = 0x21;
    private static final int TEE = 0x22;
    private static final int ADD = 0x6a;
    private static final int SUB = 0x6b;
    private static final int GT_U = 0x4b;
    private static final int LE_U = 0x4d;
    private static final int BR_IF = 0x0d;
    private static final int END = 0x0b;
    private static final int EMPTY = 0x40;
    private static final int EXTEND = 0xad;
    private static final int TARGET = 0;
    private static final int SOURCE = 1;
    private static final int COUNT = 2;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final int chunk;

    private CutFunctions(int chunk) {
        this.chunk = chunk;
        put(0); // locals: none but the parameters
    }

    /** Returns the body of the function for {@code memory.fill}: target, value, count. */
    static byte[] fill(int chunk) {
        var code = new CutFunctions(chunk);
        code.beginLong();
        code.put(GET, TARGET).requireInBounds();
        code.put(0x03, EMPTY);
        code.put(GET, TARGET, GET, 1).chunk().put(FILL);
        code.put(GET, TARGET).chunk().put(ADD, SET, TARGET);
        code.again();
        return code.endLong(FILL);
    }

    /** Returns the body of the function for {@code memory.copy}: target, source, count. */
    static byte[] copy(int chunk) {
        var code = new CutFunctions(chunk);
        code.beginLong();
        // The one that ends last: select gives the target when it is above the source.
        code.put(GET, TARGET, GET, SOURCE, GET, TARGET, GET, SOURCE, GT_U, 0x1b);
        code.requireInBounds();
        code.put(GET, TARGET, GET, SOURCE, GT_U, 0x04, EMPTY);
        code.fromTheEnd();
        code.put(0x05);
        code.fromTheBeginning();
        code.put(END);
        return code.endLong(COPY);
    }

    /** Bytes that move up must not be written over before they are read, so the last go first. */
    private void fromTheEnd() {
        put(0x03, EMPTY);
        put(GET, COUNT).chunk().put(SUB, SET, COUNT);
        put(GET, TARGET, GET, COUNT, ADD, GET, SOURCE, GET, COUNT, ADD).chunk().put(COPY);
        put(GET, COUNT).chunk().put(GT_U, BR_IF, 0, END);
    }

    private void fromTheBeginning() {
        put(0x03, EMPTY);
        put(GET, TARGET, GET, SOURCE).chunk().put(COPY);
        put(GET, TARGET).chunk().put(ADD, SET, TARGET);
        put(GET, SOURCE).chunk().put(ADD, SET, SOURCE);
        again();
    }

    /** Ends a loop whose pieces are taken from the count. */
    private void again() {
        put(GET, COUNT).chunk().put(SUB, TEE, COUNT).chunk().put(GT_U, BR_IF, 0, END);
    }

    /** Begins the block that short operations leave at once. */
    private void beginLong() {
        put(0x02, EMPTY);
        put(GET, COUNT).chunk().put(LE_U, BR_IF, 0);
    }

    /** Leaves the block when the count from the address on the stack ends behind the memory. */
    private void requireInBounds() {
        put(EXTEND, GET, COUNT, EXTEND, 0x7c); // i64.add
        put(0x3f, 0, EXTEND, 0x42, 16, 0x86); // memory.size in bytes
        put(0x56, BR_IF, 0); // i64.gt_u
    }

    /** Ends the block; the operation itself does all of it or what is left. */
    private byte[] endLong(int... operation) {
        put(END);
        put(GET, 0, GET, 1, GET, 2).put(operation);
        put(END);
        return body.toByteArray();
    }

    private CutFunctions put(int... bytes) {
        for (var each : bytes) {
            body.write(each);
        }
        return this;
    }

    private CutFunctions chunk() {
        put(0x41);
        // Signed: a last byte with its sign bit set would be of a negative number.
        var rest = chunk;
        for (; rest > 0x3f; rest >>>= 7) {
            put((rest & 0x7f) | 0x80);
        }
        return put(rest);
    }
}
