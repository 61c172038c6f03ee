package run.wasmcloud.wasmtime;

/**
 * The type of a memory.
 *
 * @param limits its bounds in pages
 * @param pageSize bytes a page: 65,536 unless {@link Proposal#CUSTOM_PAGE_SIZES} is on
 * @param wide whether addresses have 64 bits
 * @param shared whether threads share it
 */
public record MemoryType(Limits limits, long pageSize, boolean wide, boolean shared)
        implements ExternType {}
