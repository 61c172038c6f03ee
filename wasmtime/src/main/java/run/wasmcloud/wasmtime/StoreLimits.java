package run.wasmcloud.wasmtime;

/**
 * What the guests of a store may have. A guest that grows a memory or table beyond its limit is
 * told so (−1); a module that begins with more is not instantiated. −1 keeps Wasmtime's default.
 *
 * @param memoryBytes bytes of each memory; not limited by default
 * @param tableElements elements of each table; not limited by default
 * @param instances how many instances; 10,000 by default
 * @param tables how many tables; 10,000 by default
 * @param memories how many memories; 10,000 by default
 */
public record StoreLimits(
        long memoryBytes, long tableElements, long instances, long tables, long memories) {
    /** Wasmtime's defaults. */
    public static final StoreLimits DEFAULTS = new StoreLimits(-1, -1, -1, -1, -1);

    /** Checks that every value is −1 or more. */
    public StoreLimits {
        if (memoryBytes < -1
                || tableElements < -1
                || instances < -1
                || tables < -1
                || memories < -1) {
            throw new IllegalArgumentException(
                    "limits below -1 (expected: -1 for the default, 0 or more)");
        }
    }

    /** The same with another number of bytes of each memory. */
    public StoreLimits withMemoryBytes(long bytes) {
        return new StoreLimits(bytes, tableElements, instances, tables, memories);
    }

    /** The same with another number of elements of each table. */
    public StoreLimits withTableElements(long elements) {
        return new StoreLimits(memoryBytes, elements, instances, tables, memories);
    }

    /** The same with another number of instances. */
    public StoreLimits withInstances(long count) {
        return new StoreLimits(memoryBytes, tableElements, count, tables, memories);
    }

    /** The same with another number of tables. */
    public StoreLimits withTables(long count) {
        return new StoreLimits(memoryBytes, tableElements, instances, count, memories);
    }

    /** The same with another number of memories. */
    public StoreLimits withMemories(long count) {
        return new StoreLimits(memoryBytes, tableElements, instances, tables, count);
    }
}
