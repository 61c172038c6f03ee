package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;

import java.time.Instant;

/**
 * A module that is kept.
 *
 * @param bytes its size
 */
public record StoredModule(ModuleHash hash, long bytes, ModuleReport report, Instant createdAt) {}
