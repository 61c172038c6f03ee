package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The functions' logs. Thread-safe. */
public final class LogLines {
    private static final int AT_ONCE = 500;

    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

    /** PostgreSQL's query_canceled. */
    private static final String CANCELED = "57014";

    private final Jdbi jdbi;

    LogLines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns a part of a function's log, the newest line first.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none, or the search takes
     *     long
     */
    public Slice<LogEntry> list(LogQuery query) {
        var rows = searched(query, LONGEST_SEARCH);
        return Slice.of(rows, query.limit(), entry -> entry.id().toString());
    }

    /** What is searched for may be nowhere in a long log. */
    List<LogEntry> searched(LogQuery query, Duration longest) {
        try {
            return jdbi.inTransaction(
                    handle -> {
                        handle.execute("SET LOCAL statement_timeout = " + longest.toMillis());
                        return list(handle, query);
                    });
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException error
                    && CANCELED.equals(error.getSQLState())) {
                throw tooLong(e);
            }
            throw e;
        }
    }

    private static WasmcloudException tooLong(Exception cause) {
        var detail = "takes too long in this log (expected: a shorter time, by since and until)";
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE,
                "?search: " + detail,
                List.of(new FieldError("?search", detail)),
                cause);
    }

    /**
     * Begins to follow a function's log.
     *
     * @param query whose time, level, invocation and search hold for all lines, and whose limit for
     *     those that are there already
     * @throws WasmcloudException {@code INVALID_VALUE} when the search takes long
     */
    public LogTail tail(LogQuery query) {
        var tail = new LogTail(jdbi, query);
        tail.beginWith(searched(query, LONGEST_SEARCH));
        return tail;
    }

    private static List<LogEntry> list(Handle handle, LogQuery query) {
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
