package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

/**
 * Settings of an {@link Engine}. What is not set keeps Wasmtime's default; components, asynchronous
 * calls and stack switching, of which this binding has nothing, are off. Not safe for use by
 * several threads.
 */
public final class EngineConfig {
    private static final String PREFIX = "wasmtime_config_";
    private static final String MAX_WASM_STACK = "max_wasm_stack";
    private static final String MEMORY_RESERVATION = "memory_reservation";
    private static final String MEMORY_MAY_MOVE = "memory_may_move";
    private static final String MEMORY_GUARD_SIZE = "memory_guard_size";
    private static final long DEFAULT_WASM_STACK = 512 << 10;
    private static final long DEFAULT_ASYNC_STACK = 2 << 20;
    private static final long FOUR_GIB = 1L << 32;

    private final Settings settings;
    private Strategy strategy = Strategy.AUTO;
    private @Nullable PoolingConfig pooling;

    private EngineConfig(Settings settings, @Nullable PoolingConfig pooling) {
        this.settings = settings;
        this.pooling = pooling;
    }

    /** Wasmtime's defaults, with the WebAssembly stack set to 512 KiB. */
    public static EngineConfig defaults() {
        var settings = new Settings();
        settings.put("concurrency_support", false);
        settings.put("wasm_component_model", false);
        settings.put("wasm_stack_switching", false);
        settings.put(MAX_WASM_STACK, DEFAULT_WASM_STACK);
        return new EngineConfig(settings, null);
    }

    EngineConfig copy() {
        var pool = pooling;
        var copy = new EngineConfig(settings.copy(), pool == null ? null : pool.copy());
        copy.strategy = strategy;
        return copy;
    }

    /** Which compiler to use. */
    public EngineConfig strategy(Strategy strategy) {
        this.strategy = strategy;
        settings.put("strategy", strategy.number());
        return this;
    }

    Strategy strategy() {
        return strategy;
    }

    /** How much Cranelift optimises. */
    public EngineConfig optLevel(OptLevel level) {
        settings.put("cranelift_opt_level", level.number());
        return this;
    }

    /** Whether guests use fuel; a store begins with none. */
    public EngineConfig consumeFuel(boolean on) {
        settings.put("consume_fuel", on);
        return this;
    }

    /**
     * Whether guests end when the engine's epoch passes their store's deadline; a store's deadline
     * begins at 0.
     */
    public EngineConfig epochInterruption(boolean on) {
        settings.put("epoch_interruption", on);
        return this;
    }

    /**
     * Bytes of the thread's stack that wasm may use. A thread that runs guests needs {@link
     * Engine#requiredStack()}.
     *
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public EngineConfig maxWasmStack(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException(
                    "maxWasmStack: " + bytes + " (expected: more than 0 bytes)");
        }
        settings.put(MAX_WASM_STACK, bytes);
        settings.put("async_stack_size", Math.max(bytes, DEFAULT_ASYNC_STACK));
        return this;
    }

    /** Whether modules may use a proposal. */
    public EngineConfig proposal(Proposal proposal, boolean on) {
        settings.put(proposal.setting(), on);
        return this;
    }

    /** Whether shared memories can be made. */
    public EngineConfig sharedMemory(boolean on) {
        settings.put("shared_memory", on);
        return this;
    }

    /** Whether the engine has a garbage collector for guests at all. */
    public EngineConfig gcSupport(boolean on) {
        settings.put("gc_support", on);
        return this;
    }

    /** Whether relaxed vector operations give the same results on every machine. */
    public EngineConfig relaxedSimdDeterministic(boolean on) {
        settings.put("wasm_relaxed_simd_deterministic", on);
        return this;
    }

    /** Whether every NaN that a float operation makes is the same one. */
    public EngineConfig nanCanonicalization(boolean on) {
        settings.put("cranelift_nan_canonicalization", on);
        return this;
    }

    /** Whether one module is compiled on several threads. */
    public EngineConfig parallelCompilation(boolean on) {
        settings.put("parallel_compilation", on);
        return this;
    }

    /** Whether Cranelift checks its own work: slow, for tests. */
    public EngineConfig compilerVerifier(boolean on) {
        settings.put("cranelift_debug_verifier", on);
        return this;
    }

    /** Whether native debuggers are told of the compiled code. */
    public EngineConfig debugInfo(boolean on) {
        settings.put("debug_info", on);
        return this;
    }

    /** Whether native profilers and debuggers can unwind the compiled code. */
    public EngineConfig nativeUnwindInfo(boolean on) {
        settings.put("native_unwind_info", on);
        return this;
    }

    /** Whether traps may come by signals; otherwise the compiled code checks everything itself. */
    public EngineConfig signalsBasedTraps(boolean on) {
        settings.put("signals_based_traps", on);
        return this;
    }

    /** Whether a new memory shares its initial pages with others until it writes to them. */
    public EngineConfig memoryInitCopyOnWrite(boolean on) {
        settings.put("memory_init_cow", on);
        return this;
    }

    /** Whether a memory that outgrows its reservation moves; otherwise it cannot grow further. */
    public EngineConfig memoryMayMove(boolean on) {
        settings.put(MEMORY_MAY_MOVE, on);
        return this;
    }

    /**
     * Bytes of address space reserved for a memory; with 4 GiB, checks of 32-bit addresses cost
     * nothing.
     */
    public EngineConfig memoryReservation(long bytes) {
        settings.put(MEMORY_RESERVATION, bytes);
        return this;
    }

    /** Bytes of address space that stay inaccessible behind a memory. */
    public EngineConfig memoryGuardSize(long bytes) {
        settings.put(MEMORY_GUARD_SIZE, bytes);
        return this;
    }

    /** Bytes of address space reserved beyond what a memory needs when it moves. */
    public EngineConfig memoryReservationForGrowth(long bytes) {
        settings.put("memory_reservation_for_growth", bytes);
        return this;
    }

    /** Makes instances from a pool. The argument is copied. */
    public EngineConfig pooling(PoolingConfig config) {
        pooling = config.copy();
        return this;
    }

    long wasmStack() {
        return settings.value(MAX_WASM_STACK, DEFAULT_WASM_STACK);
    }

    boolean isOff(Proposal proposal) {
        return settings.isOff(proposal.setting());
    }

    /** Whether the base address of such a memory stays the same while the memory grows. */
    boolean keepsInPlace(MemoryType type) {
        if (pooling != null || settings.isOff(MEMORY_MAY_MOVE)) {
            return true;
        }
        return !type.wide() && settings.value(MEMORY_RESERVATION, FOUR_GIB) >= FOUR_GIB;
    }

    Settings settings() {
        return settings;
    }

    @Nullable PoolingConfig pooling() {
        return pooling;
    }

    /** Makes an engine of a copy's settings. */
    long create() {
        new EngineConfigCheck(this).check();
        var config = ConfigCalls.configNew();
        settings.apply(PREFIX, config);
        var pool = pooling;
        if (pool != null) {
            pool.apply(config);
        }
        return CompileCalls.engineNew(config);
    }

    /**
     * All values, a line each, always in the same order. Machine code of a module is good for
     * engines of the same text only (and the same version of Wasmtime and kind of CPU), so this
     * belongs into the key of a cache.
     */
    @Override
    public String toString() {
        var pool = pooling;
        return pool == null ? settings.toString() : settings + "pooling:\n" + pool;
    }
}
