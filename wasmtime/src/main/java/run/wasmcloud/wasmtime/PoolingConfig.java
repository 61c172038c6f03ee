package run.wasmcloud.wasmtime;

/**
 * Settings of the pooling allocator, which prepares the memories, tables and instances of many
 * guests beforehand: making and ending a guest then takes microseconds. It reserves address space
 * for all of them, not memory. What is not set keeps Wasmtime's default. Not safe for use by
 * several threads.
 */
public final class PoolingConfig {
    private static final String PREFIX = "wasmtime_pooling_allocation_config_";

    private final Settings settings;

    private PoolingConfig(Settings settings) {
        this.settings = settings;
    }

    /** Wasmtime's defaults. */
    public static PoolingConfig defaults() {
        return new PoolingConfig(new Settings());
    }

    PoolingConfig copy() {
        return new PoolingConfig(settings.copy());
    }

    /**
     * How many instances, memories and tables there can be at a time, one memory and one table an
     * instance.
     */
    public PoolingConfig instances(int count) {
        return totalCoreInstances(count).totalMemories(count).totalTables(count);
    }

    /** How many instances there can be at a time. */
    public PoolingConfig totalCoreInstances(int count) {
        settings.put("total_core_instances", count);
        return this;
    }

    /** How many memories there can be at a time. */
    public PoolingConfig totalMemories(int count) {
        settings.put("total_memories", count);
        return this;
    }

    /** How many tables there can be at a time. */
    public PoolingConfig totalTables(int count) {
        settings.put("total_tables", count);
        return this;
    }

    /**
     * How many stacks of asynchronous calls to prepare. This binding makes no such calls: 0 saves
     * address space.
     */
    public PoolingConfig totalStacks(int count) {
        settings.put("total_stacks", count);
        return this;
    }

    /** How many heaps of {@link Proposal#GC} there can be at a time. */
    public PoolingConfig totalGcHeaps(int count) {
        settings.put("total_gc_heaps", count);
        return this;
    }

    /** Bytes that a memory can have; a module that declares more is refused. */
    public PoolingConfig maxMemorySize(long bytes) {
        settings.put("max_memory_size", bytes);
        return this;
    }

    /** Elements that a table can have; a module that declares more is refused. */
    public PoolingConfig tableElements(long count) {
        settings.put("table_elements", count);
        return this;
    }

    /** Bytes of Wasmtime's own data about an instance; a module that needs more is refused. */
    public PoolingConfig maxCoreInstanceSize(long bytes) {
        settings.put("max_core_instance_size", bytes);
        return this;
    }

    /** Tables that a module can have. */
    public PoolingConfig maxTablesPerModule(int count) {
        settings.put("max_tables_per_module", count);
        return this;
    }

    /** Memories that a module can have. */
    public PoolingConfig maxMemoriesPerModule(int count) {
        settings.put("max_memories_per_module", count);
        return this;
    }

    /** Bytes of a memory that stay resident, zeroed by hand, when its guest has ended. */
    public PoolingConfig linearMemoryKeepResident(long bytes) {
        settings.put("linear_memory_keep_resident", bytes);
        return this;
    }

    /** Bytes of a table that stay resident, zeroed by hand, when its guest has ended. */
    public PoolingConfig tableKeepResident(long bytes) {
        settings.put("table_keep_resident", bytes);
        return this;
    }

    /** Slots that keep the image of the module that used them last. */
    public PoolingConfig maxUnusedWarmSlots(int count) {
        settings.put("max_unused_warm_slots", count);
        return this;
    }

    /** How many freed slots to give back to the system at a time. */
    public PoolingConfig decommitBatchSize(long count) {
        settings.put("decommit_batch_size", count);
        return this;
    }

    Settings settings() {
        return settings;
    }

    void apply(long engineConfig) {
        var pooling = ConfigCalls.poolingNew();
        settings.apply(PREFIX, pooling);
        ConfigCalls.poolingSet(engineConfig, pooling);
        ConfigCalls.poolingDelete(pooling);
    }

    /** All values that were set, a line each. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
