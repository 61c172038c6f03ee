package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

/**
 * The files that a deployment ships.
 *
 * @param archive the SHA-256 of the zip that they came in
 * @param count how many files
 * @param bytes how much they are together, unpacked
 */
public record ShippedFiles(ModuleHash archive, int count, long bytes) {}
