package run.wasmcloud.store;

import run.wasmcloud.model.LogLine;

import java.util.UUID;

/**
 * A log line with its place in the log.
 *
 * @param id a UUID of version 7; lines are ordered by it
 */
public record LogEntry(UUID id, LogLine line) {}
