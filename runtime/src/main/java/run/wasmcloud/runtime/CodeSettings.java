package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.EngineConfig;
import run.wasmcloud.wasmtime.OptLevel;
import run.wasmcloud.wasmtime.Proposal;

/**
 * What differs in the machine code that engines of this platform make: metered, interruptible, the
 * same results everywhere, and nothing turned on that functions have no use for.
 *
 * @param memoryReservation address space reserved for a memory, in bytes
 * @param memoryGuard address space that stays inaccessible behind a memory, in bytes
 * @param stackBytes how much stack guests may use
 */
public record CodeSettings(long memoryReservation, long memoryGuard, long stackBytes) {
    private static final long FOUR_GIB = 1L << 32;
    private static final long UNCHECKED_GUARD = 32L << 20;
    private static final long PAGE = 64 * 1024;

    /** Returns the settings for memories that are so large that addresses need no checks. */
    static CodeSettings unchecked(SandboxSettings settings) {
        return new CodeSettings(FOUR_GIB, UNCHECKED_GUARD, settings.stackBytes());
    }

    /** Returns the settings for memories that take no more address space than they may grow to. */
    static CodeSettings checked(SandboxSettings settings) {
        return new CodeSettings(settings.memoryPages() * PAGE, PAGE, settings.stackBytes());
    }

    /** Returns the settings of an engine, without a pool: what only compiles needs none. */
    public EngineConfig config() {
        return withoutWhatFunctionsDoNotUse(
                EngineConfig.defaults()
                        .optLevel(OptLevel.SPEED)
                        .consumeFuel(true)
                        .epochInterruption(true)
                        .nanCanonicalization(true)
                        .relaxedSimdDeterministic(true)
                        .maxWasmStack(stackBytes)
                        .sharedMemory(false)
                        .gcSupport(false)
                        .memoryReservation(memoryReservation)
                        .memoryGuardSize(memoryGuard));
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
}
