package run.wasmcloud.model;

/**
 * How much may be shipped beside a module.
 *
 * @param bytes of all files together, and of the archive that brings them
 * @param count how many files
 */
public record FileLimits(long bytes, int count) {}
