package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.EngineConfig;
import run.wasmcloud.wasmtime.OptLevel;
import run.wasmcloud.wasmtime.PoolingConfig;
import run.wasmcloud.wasmtime.Proposal;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Makes the engine of a sandbox: metered, interruptible, the same results everywhere, instances
 * from a pool.
 */
final class SandboxEngine {
    private static final Logger LOG = System.getLogger(SandboxEngine.class.getName());
    private static final long PAGE = 64 * 1024;
    private static final long RESERVATION = 1L << 32;
    private static final long GUARD = 32L << 20;
    private static final int TABLES_OF_A_MODULE = 4;
    private static final long INSTANCE_BYTES = 4 << 20;
    private static final long RESIDENT_BYTES = 256 * 1024;

    private SandboxEngine() {}

    /**
     * Makes an engine. Where the process has too little address space for memories that need no
     * bounds checks, they are reserved at their largest size and checked.
     */
    static Engine create(SandboxSettings settings) {
        try {
            return Engine.create(
                    config(settings).memoryReservation(RESERVATION).memoryGuardSize(GUARD));
        } catch (WasmtimeException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} guest memories of 4 GiB address space each could not be reserved ({1})."
                        + " Guests run slower, with explicit bounds checks. Remedy: raise the limit"
                        + " of address space (ulimit -v) or allow overcommitment"
                        + " (vm.overcommit_memory).",
                    settings.guests(),
                    e.getMessage());
            return Engine.create(
                    config(settings)
                            .memoryReservation(settings.memoryPages() * PAGE)
                            .memoryGuardSize(PAGE));
        }
    }

    private static EngineConfig config(SandboxSettings settings) {
        var config =
                EngineConfig.defaults()
                        .optLevel(OptLevel.SPEED)
                        .consumeFuel(true)
                        .epochInterruption(true)
                        .nanCanonicalization(true)
                        .relaxedSimdDeterministic(true)
                        .maxWasmStack(settings.stackBytes())
                        .sharedMemory(false)
                        .gcSupport(false)
                        .pooling(pool(settings));
        return withoutWhatFunctionsDoNotUse(config);
    }

    private static EngineConfig withoutWhatFunctionsDoNotUse(EngineConfig config) {
        return config.proposal(Proposal.THREADS, false)
                .proposal(Proposal.FUNCTION_REFERENCES, false)
                .proposal(Proposal.GC, false)
                .proposal(Proposal.EXCEPTIONS, false)
                .proposal(Proposal.MEMORY64, false)
                .proposal(Proposal.MULTI_MEMORY, false)
                .proposal(Proposal.CUSTOM_PAGE_SIZES, false)
                .proposal(Proposal.WIDE_ARITHMETIC, false);
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
