package run.wasmcloud.runtime.bulk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the sections of a module are.
 *
 * @param all in their order, custom sections among them
 */
record Sections(ByteBuffer wasm, List<Section> all) {
    static final int TYPES = 1;
    static final int FUNCTIONS = 3;
    static final int CODE = 10;
    static final int HEADER = 8;
    private static final int IMPORTS = 2;
    private static final int FUNCTION = 0x60;
    private static final int NUMBER = 0x7f;

    /**
     * A section.
     *
     * @param start of its content, the position behind its id and size
     * @param end the position behind it
     */
    record Section(int id, int start, int end) {}

    static Sections of(ByteBuffer wasm) {
        var all = new ArrayList<Section>();
        for (var at = HEADER; at < wasm.limit(); ) {
            var cursor = new WasmCursor(wasm, at);
            var id = cursor.u8();
            var length = cursor.size();
            at = Math.addExact(cursor.position(), length);
            all.add(new Section(id, cursor.position(), at));
        }
        return new Sections(wasm, all);
    }

    private List<Section> having(int id) {
        return all.stream().filter(section -> section.id() == id).toList();
    }

    /**
     * Returns the one section of this kind.
     *
     * @throws IllegalArgumentException when there is none
     */
    Section only(int id) {
        var found = having(id);
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " sections of kind " + id);
        }
        return found.getFirst();
    }

    boolean hasCode() {
        return !having(CODE).isEmpty();
    }

    /** Returns how many functions there are, imported or not. */
    int functions() {
        return importedFunctions() + count(only(FUNCTIONS));
    }

    /** Returns how many entries a section says that it has. */
    int count(Section section) {
        return new WasmCursor(wasm, section.start()).size();
    }

    private int importedFunctions() {
        var imported = having(IMPORTS);
        if (imported.isEmpty()) {
            return 0;
        }
        var cursor = new WasmCursor(wasm, imported.getFirst().start());
        var functions = 0;
        for (var left = cursor.size(); left > 0; left--) {
            cursor.passSized();
            cursor.passSized();
            functions += passImport(cursor) ? 1 : 0;
        }
        return functions;
    }

    /** Passes what an import is of, and tells whether it is a function. */
    private static boolean passImport(WasmCursor cursor) {
        var kind = cursor.u8();
        switch (kind) {
            case 0 -> cursor.passNumber();
            case 1 -> {
                cursor.passNumber();
                passLimits(cursor);
            }
            case 2 -> passLimits(cursor);
            case 3 -> {
                cursor.passNumber();
                cursor.pass(1);
            }
            default -> throw new IllegalArgumentException("an import of kind " + kind);
        }
        return kind == 0;
    }

    private static void passLimits(WasmCursor cursor) {
        var hasMaximum = (cursor.u8() & 1) != 0;
        cursor.passNumbers(hasMaximum ? 2 : 1);
    }

    /** Returns the index of the type of functions of three i32 that give nothing, or −1. */
    int typeOfThree() {
        var cursor = new WasmCursor(wasm, only(TYPES).start());
        var count = cursor.size();
        for (var i = 0; i < count; i++) {
            if (passTypeOfThree(cursor)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean passTypeOfThree(WasmCursor cursor) {
        if (cursor.u8() != FUNCTION) {
            throw new IllegalArgumentException("a type that is no function's");
        }
        var parameters = cursor.size();
        var numbers = 0;
        for (var i = 0; i < parameters; i++) {
            numbers += cursor.u8() == NUMBER ? 1 : 0;
        }
        var results = cursor.size();
        cursor.pass(results);
        return parameters == 3 && numbers == 3 && results == 0;
    }
}
