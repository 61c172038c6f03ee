package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.PoolingConfig;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The engine of a sandbox, which takes its instances from a pool.
 *
 * @param settings what its machine code is made for
 */
record SandboxEngine(Engine engine, CodeSettings settings) {
    private static final Logger LOG = System.getLogger(SandboxEngine.class.getName());
    private static final long PAGE = 64 * 1024;
    static final int TABLES_OF_A_MODULE = 4;
    private static final long INSTANCE_BYTES = 4 << 20;
    private static final long RESIDENT_BYTES = 256 * 1024;

    /**
     * Makes an engine. Where the process has too little address space for memories that need no
     * bounds checks, they are reserved at their largest size and checked.
     */
    static SandboxEngine create(SandboxSettings settings) {
        try {
            return create(settings, CodeSettings.unchecked(settings));
        } catch (WasmtimeException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} guest memories of 4 GiB address space each could not be reserved ({1})."
                        + " Guests run slower, with explicit bounds checks. Remedy: raise the limit"
                        + " of address space (ulimit -v) or allow overcommitment"
                        + " (vm.overcommit_memory).",
                    settings.guests(),
                    e.getMessage());
            return create(settings, CodeSettings.checked(settings));
        }
    }

    private static SandboxEngine create(SandboxSettings settings, CodeSettings code) {
        return new SandboxEngine(Engine.create(code.config().pooling(pool(settings))), code);
    }

    private static PoolingConfig pool(SandboxSettings settings) {
        return PoolingConfig.defaults()
                .totalCoreInstances(settings.guests())
                .totalMemories(settings.guests())
                .totalTables(settings.guests() * TABLES_OF_A_MODULE)
                .maxTablesPerModule(TABLES_OF_A_MODULE)
                .totalStacks(0)
                .totalGcHeaps(0)
                .maxMemorySize(settings.memoryPages() * PAGE)
                .tableElements(settings.tableElements())
                .maxCoreInstanceSize(INSTANCE_BYTES)
                .linearMemoryKeepResident(RESIDENT_BYTES)
                .tableKeepResident(RESIDENT_BYTES);
    }
}
