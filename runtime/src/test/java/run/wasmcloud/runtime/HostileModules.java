package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.WasmWriter.CODE;
import static run.wasmcloud.runtime.WasmWriter.DATA;
import static run.wasmcloud.runtime.WasmWriter.EXPORTS;
import static run.wasmcloud.runtime.WasmWriter.FUNCTIONS;
import static run.wasmcloud.runtime.WasmWriter.IMPORTS;
import static run.wasmcloud.runtime.WasmWriter.MEMORIES;
import static run.wasmcloud.runtime.WasmWriter.TABLES;
import static run.wasmcloud.runtime.WasmWriter.TYPES;
import static run.wasmcloud.runtime.WasmWriter.module;
import static run.wasmcloud.runtime.WasmWriter.part;

/**
 * Modules that are made to cost whoever inspects, compiles or runs them more than they should. All
 * have the entry {@code _start} and a memory, so that nothing else is wrong with them.
 */
public final class HostileModules {
    private static final int I32 = 0x7f;
    private static final int FUNCREF = 0x70;
    private static final int END = 0x0b;
    private static final int NO_VALUE = 0x40;

    private HostileModules() {}

    /** Returns a module of so many functions, each of a few instructions. */
    public static byte[] functions(int count) {
        var functions = part().u32(count);
        var code = part().u32(count);
        var body = part().u32(0).raw(0x41, 1, 0x1a, END);
        for (int i = 0; i < count; i++) {
            functions.u32(0);
            code.sized(body);
        }
        return withFunctions(functions, code);
    }

    /** Returns a module whose entry is so many bytes of cheap instructions. */
    public static byte[] body(int bytes) {
        var body = part().u32(0);
        while (body.size() < bytes) {
            body.raw(0x41, 1, 0x1a);
        }
        return withBody(body.raw(END));
    }

    /**
     * Returns a module whose entry has many variables that live through many loops: compiling takes
     * memory and time by the product of the two. 50,000 is the most variables a function can have.
     */
    public static byte[] variables(int variables, int loops) {
        var body = part().u32(1).u32(variables).raw(I32);
        for (int i = 0; i < variables; i++) {
            body.raw(0x41).signed(4L * i).raw(0x28, 2, 0).raw(0x21).u32(i); // load, local.set
        }
        for (int i = 0; i < loops; i++) {
            var variable = (int) (i * 7919L % variables);
            body.raw(0x03, NO_VALUE).raw(0x20).u32(variable).raw(0x41, 3, 0x6a);
            body.raw(0x22).u32(variable).raw(0x45, 0x0d, 0, END); // local.tee, i32.eqz, br_if
        }
        for (int i = 0; i < variables; i++) {
            body.raw(0x41).signed(4L * i).raw(0x20).u32(i).raw(0x36, 2, 0); // store
        }
        return withBody(body.raw(END));
    }

    /** Returns a module whose entry is so many blocks, one in the other. */
    public static byte[] nesting(int depth) {
        var body = part().u32(0);
        for (int i = 0; i < depth; i++) {
            body.raw(0x02, NO_VALUE);
        }
        for (int i = 0; i < depth; i++) {
            body.raw(END);
        }
        return withBody(body.raw(END));
    }

    /** Returns a module whose entry jumps by a table of so many labels, again and again. */
    public static byte[] jumps(int labels, int tables) {
        var body = part().u32(0);
        for (int i = 0; i < labels; i++) {
            body.raw(0x02, NO_VALUE);
        }
        for (int table = 0; table < tables; table++) {
            body.raw(0x02, NO_VALUE, 0x41, 0, 0x28, 2, 0, 0x0e).u32(labels);
            for (int i = 0; i <= labels; i++) {
                body.u32(i);
            }
            body.raw(END);
        }
        for (int i = 0; i < labels; i++) {
            body.raw(END);
        }
        return withBody(body.raw(END));
    }

    /** Returns a module that declares so many types. */
    public static byte[] types(int count) {
        var types = part().u32(count);
        for (int i = 0; i < count; i++) {
            types.raw(0x60, 0, 0);
        }
        return module().section(TYPES, types)
                .section(FUNCTIONS, part().u32(1).u32(0))
                .section(MEMORIES, memory(1))
                .section(EXPORTS, exports())
                .section(CODE, part().u32(1).sized(part().raw(0, END)))
                .toBytes();
    }

    /** Returns a module that exports its entry once more under a name of so many letters. */
    public static byte[] longName(int letters) {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(FUNCTIONS, part().u32(1).u32(0))
                .section(MEMORIES, memory(1))
                .section(
                        EXPORTS,
                        part().u32(3)
                                .append(entryAndMemory())
                                .name("a".repeat(letters))
                                .raw(0)
                                .u32(0))
                .section(CODE, part().u32(1).sized(part().raw(0, END)))
                .toBytes();
    }

    /** Returns a module that begins with so many pages of memory. */
    public static byte[] memoryOf(long pages) {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(FUNCTIONS, part().u32(1).u32(0))
                .section(MEMORIES, memory(pages))
                .section(EXPORTS, exports())
                .section(CODE, part().u32(1).sized(part().raw(0, END)))
                .toBytes();
    }

    /** Returns a module that begins with a table of so many elements. */
    public static byte[] tableOf(long elements) {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(FUNCTIONS, part().u32(1).u32(0))
                .section(TABLES, part().u32(1).raw(FUNCREF, 0).u32(elements))
                .section(MEMORIES, memory(1))
                .section(EXPORTS, exports())
                .section(CODE, part().u32(1).sized(part().raw(0, END)))
                .toBytes();
    }

    /** Returns a module with a data segment that ends one byte past its memory. */
    public static byte[] dataPastTheEnd() {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(FUNCTIONS, part().u32(1).u32(0))
                .section(MEMORIES, memory(1))
                .section(EXPORTS, exports())
                .section(CODE, part().u32(1).sized(part().raw(0, END)))
                .section(DATA, part().u32(1).raw(0, 0x41).signed(65_535).raw(END).u32(2).raw(1, 2))
                .toBytes();
    }

    /** Returns a module that imports what it exports, under the names of its own exports. */
    public static byte[] importCycle() {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(
                        IMPORTS,
                        part().u32(2)
                                .name("_start")
                                .name("memory")
                                .raw(0, 0)
                                .name("memory")
                                .name("_start")
                                .raw(0, 0))
                .section(MEMORIES, memory(1))
                .section(
                        EXPORTS, part().u32(3).append(entryAndMemory()).name("again").raw(0).u32(1))
                .toBytes();
    }

    /** Returns a module one section of which says that it has so many entries, and has none. */
    public static byte[] emptySection(int id, long count) {
        return module().section(id, part().u32(count)).toBytes();
    }

    private static byte[] withBody(WasmWriter body) {
        return withFunctions(part().u32(1).u32(0), part().u32(1).sized(body));
    }

    private static byte[] withFunctions(WasmWriter functions, WasmWriter code) {
        return module().section(TYPES, part().u32(1).raw(0x60, 0, 0))
                .section(FUNCTIONS, functions)
                .section(MEMORIES, memory(16))
                .section(EXPORTS, exports())
                .section(CODE, code)
                .toBytes();
    }

    private static WasmWriter memory(long pages) {
        return part().u32(1).raw(0).u32(pages);
    }

    private static WasmWriter exports() {
        return part().u32(2).append(entryAndMemory());
    }

    private static WasmWriter entryAndMemory() {
        return part().name("_start").raw(0).u32(0).name("memory").raw(2).u32(0);
    }
}
