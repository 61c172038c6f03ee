package run.wasmcloud.model.wire;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;

import java.time.Instant;
import java.util.UUID;

/** One line of a function's log. */
public record LogItem(Instant at, UUID invocation, LogLevel level, LogSource source, String text) {}
