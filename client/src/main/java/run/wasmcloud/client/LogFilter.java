package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.LogLevel;

import java.time.Instant;
import java.util.UUID;

/**
 * Which log lines to list.
 *
 * @param since the earliest time, null for no bound
 * @param until the latest time, exclusive, null for no bound
 * @param level the least serious level, null for all
 * @param invocation the run that wrote them, null for all
 * @param search what the lines contain, in any case, null for all
 * @param limit how many to fetch at once, 1 or more
 */
public record LogFilter(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable LogLevel level,
        @Nullable UUID invocation,
        @Nullable String search,
        int limit) {
    /** Makes a filter without an end. */
    public LogFilter(
            @Nullable Instant since,
            @Nullable LogLevel level,
            @Nullable UUID invocation,
            @Nullable String search,
            int limit) {
        this(since, null, level, invocation, search, limit);
    }

    /** Makes a filter for lines of any text. */
    public LogFilter(
            @Nullable Instant since,
            @Nullable LogLevel level,
            @Nullable UUID invocation,
            int limit) {
        this(since, level, invocation, null, limit);
    }

    /** Returns this filter from another time on. */
    public LogFilter from(Instant newSince) {
        return new LogFilter(newSince, until, level, invocation, search, limit);
    }

    Route on(Route route) {
        return route.with("since", since)
                .with("until", until)
                .with("level", level == null ? null : WireJson.word(level))
                .with("invocation", invocation)
                .with("search", search)
                .with("limit", limit);
    }
}
