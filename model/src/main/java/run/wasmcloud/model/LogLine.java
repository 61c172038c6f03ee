package run.wasmcloud.model;

import java.time.Instant;

/**
 * One line of a function's log. What a guest wrote is hostile input: escape it where it is shown.
 *
 * @param text one line without its end
 */
public record LogLine(
        FunctionId function,
        InvocationId invocation,
        Instant at,
        LogLevel level,
        LogSource source,
        String text) {}
