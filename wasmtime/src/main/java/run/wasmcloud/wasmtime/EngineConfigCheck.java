package run.wasmcloud.wasmtime;

/**
 * Refuses settings that Wasmtime cannot make an engine of. Its C API does not refuse them: it ends
 * the process.
 */
final class EngineConfigCheck {
    private static final long FOUR_GIB = 1L << 32;
    private static final long DEFAULT_GUARD = 32 << 20;
    private static final long DEFAULT_COUNT = 1000;
    private static final long DEFAULT_ELEMENTS = 20_000;
    private static final long DEFAULT_STACK = 2 << 20;
    private static final long ELEMENT_SIZE = 16;
    private static final long PAGE = 64 << 10;

    private final EngineConfig config;
    private final Settings settings;

    EngineConfigCheck(EngineConfig config) {
        this.config = config;
        this.settings = config.settings();
    }

    void check() {
        if (config.strategy() == Strategy.WINCH) {
            checkWinch();
        } else if (config.isOff(Proposal.SIMD) && !config.isOff(Proposal.RELAXED_SIMD)) {
            throw refusal("SIMD is off and RELAXED_SIMD is not", "both off");
        }
        var pooling = config.pooling();
        if (pooling != null) {
            checkPool(pooling.settings());
        }
    }

    private void checkWinch() {
        requireNotOn(Proposal.FUNCTION_REFERENCES);
        requireNotOn(Proposal.GC);
        requireNotOn(Proposal.RELAXED_SIMD);
        requireNotOn(Proposal.TAIL_CALL);
        requireNotOn(Proposal.EXCEPTIONS);
        requireNotOn(Proposal.THREADS);
        if (settings.isOff("signals_based_traps")) {
            throw refusal("Winch without signals-based traps", "Cranelift, or these traps on");
        }
        if (settings.isOn("debug_info")) {
            throw refusal("Winch with debug information", "Cranelift, or debug information off");
        }
    }

    private void requireNotOn(Proposal proposal) {
        if (settings.isOn(proposal.setting())) {
            throw refusal("Winch with " + proposal, "Cranelift, or the proposal not turned on");
        }
    }

    private void checkPool(Settings pool) {
        var reservation = settings.value("memory_reservation", FOUR_GIB);
        var size = pool.value("max_memory_size", 0);
        if (size > reservation) {
            throw refusal(
                    "a pool's memories of " + size + " bytes with a reservation of " + reservation,
                    "maxMemorySize up to memoryReservation");
        }
        var slot = reservation + settings.value("memory_guard_size", DEFAULT_GUARD) + PAGE;
        requireAddressSpace(memories(pool, slot) + tables(pool) + stacks(pool));
    }

    private double memories(Settings pool, long slot) {
        var heaps = settings.isOff("gc_support") ? 0 : pool.value("total_gc_heaps", DEFAULT_COUNT);
        return (double) slot * (pool.value("total_memories", DEFAULT_COUNT) + heaps);
    }

    private static double tables(Settings pool) {
        var table = pool.value("table_elements", DEFAULT_ELEMENTS) * (double) ELEMENT_SIZE + PAGE;
        return table * pool.value("total_tables", DEFAULT_COUNT);
    }

    private double stacks(Settings pool) {
        var stack = settings.value("async_stack_size", DEFAULT_STACK) + PAGE;
        return (double) stack * pool.value("total_stacks", DEFAULT_COUNT);
    }

    private static void requireAddressSpace(double bytes) {
        if (bytes >= Long.MAX_VALUE || !AddressSpace.has((long) bytes)) {
            throw new WasmtimeException(
                    "the system does not give a pool "
                            + (long) (bytes / (1 << 30))
                            + " GiB of address space; make totalMemories or memoryReservation"
                            + " smaller, or raise the limit (ulimit -v)");
        }
    }

    private static IllegalArgumentException refusal(String what, String expected) {
        return new IllegalArgumentException(what + " (expected: " + expected + ")");
    }
}
