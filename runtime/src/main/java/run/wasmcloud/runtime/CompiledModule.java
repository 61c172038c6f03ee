package run.wasmcloud.runtime;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.runtime.bulk.CodeOrigin;
import run.wasmcloud.wasmtime.InstancePre;
import run.wasmcloud.wasmtime.MemoryType;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.ModuleExport;

/**
 * A module as machine code, with its imports resolved. Thread-safe; runs that go on when it is
 * closed end as they would have.
 */
public final class CompiledModule implements AutoCloseable {
    static final String MEMORY = "memory";

    private final ModuleHash hash;
    private final Module module;
    private final CodeOrigin origin;
    private final InstancePre instances;
    private final ModuleExport entry;
    private final ModuleExport memory;
    private final long codeBytes;

    CompiledModule(ModuleHash hash, MachineCode code, InstancePre instances, long codeBytes) {
        this.hash = hash;
        this.module = code.module();
        this.origin = code.origin();
        this.instances = instances;
        this.entry = EntryPoint.of(module);
        this.memory = module.export(MEMORY).orElseThrow();
        this.codeBytes = codeBytes;
    }

    /** Returns the hash of the module's bytes. */
    public ModuleHash hash() {
        return hash;
    }

    /** Returns about how much memory the machine code takes, in bytes. */
    public long codeBytes() {
        return codeBytes;
    }

    Module module() {
        return module;
    }

    CodeOrigin origin() {
        return origin;
    }

    InstancePre instances() {
        return instances;
    }

    ModuleExport entry() {
        return entry;
    }

    ModuleExport memory() {
        return memory;
    }

    /** Returns how large the memory is when a run begins, in pages of 64 KiB. */
    long initialPages() {
        return memory.type() instanceof MemoryType type ? type.limits().minimum() : 0;
    }

    @Override
    public void close() {
        instances.close();
        module.close();
    }
}
