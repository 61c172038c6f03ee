package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a module exports. Asking an instance for an export by this object, found once for the
 * module, costs less than by name. Any thread may use it, also after its module was closed.
 */
public final class ModuleExport {
    private final String name;
    private final ExternType type;
    private final MemorySegment utf8;
    private final long length;

    ModuleExport(String name, ExternType type) {
        var bytes = Raw.utf8(name);
        this.name = name;
        this.type = type;
        this.utf8 = Raw.copy(Arena.ofAuto(), bytes);
        this.length = bytes.length;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its type. */
    public ExternType type() {
        return type;
    }

    MemorySegment utf8() {
        return utf8;
    }

    long length() {
        return length;
    }

    /** Its name and type. */
    @Override
    public String toString() {
        return name + ": " + type;
    }
}
