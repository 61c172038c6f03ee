package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The functions' logs. Thread-safe. */
public final class LogLines {
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;

    LogLines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns a part of a function's log, the newest line first.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<LogEntry> list(LogQuery query) {
        var rows = jdbi.withHandle(handle -> list(handle, query));
        return Slice.of(rows, query.limit(), entry -> entry.id().toString());
    }

    /**
     * Begins to follow a function's log.
     *
     * @param query whose time, level, invocation and search hold for all lines, and whose limit for
     *     those that are there already
     */
    public LogTail tail(LogQuery query) {
        return new LogTail(jdbi, query);
    }

    static List<LogEntry> list(Handle handle, LogQuery query) {
        return handle.createQuery(
                        """
                        SELECT * FROM log_lines
                        WHERE function_id = :function
                          AND id >= :since AND id < :until AND id < :before
                          AND level IN (<levels>)
                          AND (CAST(:invocation AS uuid) IS NULL OR invocation_id = :invocation)
                          AND (:search = '' OR strpos(lower(line), lower(:search)) > 0)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("function", query.function().value())
                .bind("since", query.since().map(Cursors::floor).orElse(Cursors.FIRST))
                .bind("until", query.until().map(Cursors::floor).orElse(Cursors.LAST))
                .bind("before", query.after().map(Cursors::id).orElse(Cursors.LAST))
                .bindList("levels", atLeast(query.level()))
                .bindByType(
                        "invocation",
                        query.invocation().map(InvocationId::value).orElse(null),
                        UUID.class)
                .bind("search", Rows.text(query.search().orElse("")))
                .bind("limit", query.limit() + 1)
                .map(LogLines::entry)
                .list();
    }

    /**
     * Passes on a function's log of a time, the oldest line first, read part by part as {@link
     * Invocations#forEach} does.
     *
     * @param since inclusive
     * @param until exclusive
     */
    public void forEach(
            FunctionId function, Instant since, Instant until, Consumer<LogEntry> taker) {
        var after = Cursors.FIRST;
        List<LogEntry> part;
        do {
            part = part(function, since, until, after);
            part.forEach(taker);
            after = part.isEmpty() ? after : part.getLast().id();
        } while (part.size() == AT_ONCE);
    }

    private List<LogEntry> part(FunctionId function, Instant since, Instant until, UUID after) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM log_lines
                                        WHERE function_id = :function AND id >= :since AND id < :until
                                          AND id > :after
                                        ORDER BY id LIMIT :limit
                                        """)
                                .bind("function", function.value())
                                .bind("since", Cursors.floor(since))
                                .bind("until", Cursors.floor(until))
                                .bind("after", after)
                                .bind("limit", AT_ONCE)
                                .map(LogLines::entry)
                                .list());
    }

    static List<String> atLeast(LogLevel level) {
        return Arrays.stream(LogLevel.values())
                .filter(other -> other.compareTo(level) <= 0)
                .map(Rows::word)
                .toList();
    }

    private static LogEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return read(row);
    }

    static LogEntry read(ResultSet row) throws SQLException {
        var line =
                new LogLine(
                        new FunctionId(Rows.uuid(row, "function_id")),
                        new InvocationId(Rows.uuid(row, "invocation_id")),
                        Rows.instant(row, "at"),
                        Rows.value(LogLevel.class, row, "level"),
                        Rows.value(LogSource.class, row, "source"),
                        row.getString("line"));
        return new LogEntry(Rows.uuid(row, "id"), line);
    }
}
