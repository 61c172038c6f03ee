package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a function's log to return.
 *
 * @param since the earliest time, inclusive; empty for the log's beginning
 * @param until the latest time, exclusive; empty for the log's end
 * @param level the least serious level
 * @param invocation only lines of this one; empty for all
 * @param search only lines that contain this, in any case; empty for all
 * @param after the last part's {@code next}; empty for the first part
 * @param limit the most lines, at least 1
 */
public record LogQuery(
        FunctionId function,
        Optional<Instant> since,
        Optional<Instant> until,
        LogLevel level,
        Optional<InvocationId> invocation,
        Optional<String> search,
        Optional<String> after,
        int limit) {
    /** Returns the query for a function's last lines. */
    public static LogQuery last(FunctionId function, int limit) {
        return new LogQuery(
                function,
                Optional.empty(),
                Optional.empty(),
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }
}
