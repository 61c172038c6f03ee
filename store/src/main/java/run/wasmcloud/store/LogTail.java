package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.InvocationId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Follows a function's log: gives each line that comes to the store, from any executor, once.
 *
 * <p>Lines of several executors do not come in the order of their ids, nor are they committed in
 * the order in which they were inserted: so the last moments are read again each time, and what was
 * given is left out. A line that is written more than {@link #OLDEST} before it comes is not given.
 * Not thread-safe.
 */
public final class LogTail {
    static final Duration OLDEST = Duration.ofMinutes(2);
    private static final Duration OVERLAP = Duration.ofSeconds(5);
    private static final int AT_ONCE = 500;
    private static final int MOST_REMEMBERED = 5_000;

    private final Jdbi jdbi;
    private final LogQuery query;
    private final Map<UUID, Instant> given = new HashMap<>();
    private Instant arrived;
    private List<LogEntry> beginning = List.of();

    LogTail(Jdbi jdbi, LogQuery query) {
        this.jdbi = jdbi;
        this.query = query;
        this.arrived = jdbi.withHandle(LogTail::now);
    }

    private static Instant now(Handle handle) {
        return handle.createQuery("SELECT now()").mapTo(Instant.class).one();
    }

    /**
     * Takes the lines that are there already.
     *
     * @param newestFirst read after this was made, and at least as many as the query asks for
     */
    void beginWith(List<LogEntry> newestFirst) {
        newestFirst.forEach(line -> given.put(line.id(), arrived));
        beginning = List.copyOf(newestFirst.stream().limit(query.limit()).toList().reversed());
    }

    /** Returns the last lines that were there already, the oldest first. */
    public List<LogEntry> beginning() {
        return beginning;
    }

    /** A line with the time at which it came to the store. */
    private record Arrival(LogEntry entry, Instant at) {}

    /** Returns what has come since the last call; at most a few hundred lines. */
    public List<LogEntry> next() {
        var arrivals = jdbi.withHandle(this::read);
        arrivals.forEach(arrival -> given.put(arrival.entry().id(), arrival.at()));
        arrivals.stream()
                .map(Arrival::at)
                .max(Instant::compareTo)
                .filter(arrived::isBefore)
                .ifPresent(latest -> arrived = latest);
        forget();
        return arrivals.stream().map(Arrival::entry).toList();
    }

    private void forget() {
        given.values().removeIf(at -> at.isBefore(arrived.minus(OVERLAP)));
    }

    /** Of a log that is written faster than it can be followed, less is read twice. */
    private Instant from() {
        return given.size() > MOST_REMEMBERED ? arrived : arrived.minus(OVERLAP);
    }

    private List<Arrival> read(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT * FROM log_lines
                        WHERE function_id = :function
                          AND id >= :oldest AND created_at >= :arrived AND id <> ALL (:given)
                          AND level IN (<levels>)
                          AND (CAST(:invocation AS uuid) IS NULL OR invocation_id = :invocation)
                          AND (:search = '' OR strpos(lower(line), lower(:search)) > 0)
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("function", query.function().value())
                .bind("oldest", Cursors.floor(now(handle).minus(OLDEST)))
                .bind("arrived", from())
                .bindArray("given", UUID.class, List.copyOf(given.keySet()))
                .bindList("levels", LogLines.atLeast(query.level()))
                .bindByType(
                        "invocation",
                        query.invocation().map(InvocationId::value).orElse(null),
                        UUID.class)
                .bind("search", Rows.text(query.search().orElse("")))
                .bind("limit", AT_ONCE)
                .map((row, context) -> arrival(row))
                .list();
    }

    private static Arrival arrival(ResultSet row) throws SQLException {
        return new Arrival(LogLines.read(row), Rows.instant(row, "created_at"));
    }
}
