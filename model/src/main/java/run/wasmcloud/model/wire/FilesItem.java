package run.wasmcloud.model.wire;

/**
 * The files that a version ships.
 *
 * @param sha256 the SHA-256 of the zip that they came in
 * @param count how many files
 * @param bytes how much they are together, unpacked
 */
public record FilesItem(String sha256, int count, long bytes) {}
