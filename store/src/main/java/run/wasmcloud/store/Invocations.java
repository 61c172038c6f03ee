package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The receipts. Thread-safe. */
public final class Invocations {
    private static final UUID LAST = new UUID(-1, -1);
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;

    Invocations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Returns the receipt of an invocation of one of a user's functions. */
    public Optional<StoredInvocation> find(UserId owner, InvocationId id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT invocations.*, name FROM invocations
                                        JOIN functions ON functions.id = function_id
                                        WHERE invocations.id = :id AND owner_id = :owner
                                        """)
                                .bind("id", id.value())
                                .bind("owner", owner.value())
                                .map(Invocations::invocation)
                                .findOne());
    }

    /**
     * Returns a part of a function's receipts, the newest first.
     *
     * @param outcome only those of this kind ({@code Outcome.kind()}); empty for all
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<StoredInvocation> list(
            FunctionId function, Optional<String> outcome, Optional<String> after, int limit) {
        var before = after.map(Cursors::id).orElse(LAST);
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT invocations.*, name FROM invocations
                                                JOIN functions ON functions.id = function_id
                                                WHERE function_id = :function AND invocations.id < :before
                                                  AND (:outcome = '' OR outcome = :outcome)
                                                ORDER BY invocations.id DESC LIMIT :limit
                                                """)
                                        .bind("function", function.value())
                                        .bind("before", before)
                                        .bind("outcome", Rows.text(outcome.orElse("")))
                                        .bind("limit", limit + 1)
                                        .map(Invocations::invocation)
                                        .list());
        return Slice.of(rows, limit, stored -> stored.invocation().id().toString());
    }

    /**
     * Passes on a function's receipts of a time, the oldest first. They are read part by part, so
     * that who is slow to take them holds up nobody; those that are added meanwhile may be among
     * them.
     *
     * @param since inclusive
     * @param until exclusive
     */
    public void forEach(
            FunctionId function, Instant since, Instant until, Consumer<StoredInvocation> taker) {
        var after = Cursors.FIRST;
        List<StoredInvocation> part;
        do {
            part = part(function, since, until, after);
            part.forEach(taker);
            after = part.isEmpty() ? after : part.getLast().invocation().id().value();
        } while (part.size() == AT_ONCE);
    }

    private List<StoredInvocation> part(
            FunctionId function, Instant since, Instant until, UUID after) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT invocations.*, name FROM invocations
                                        JOIN functions ON functions.id = function_id
                                        WHERE function_id = :function AND invocations.id >= :since
                                          AND invocations.id < :until AND invocations.id > :after
                                        ORDER BY invocations.id LIMIT :limit
                                        """)
                                .bind("function", function.value())
                                .bind("since", Cursors.floor(since))
                                .bind("until", Cursors.floor(until))
                                .bind("after", after)
                                .bind("limit", AT_ONCE)
                                .map(Invocations::invocation)
                                .list());
    }

    private static StoredInvocation invocation(ResultSet row, StatementContext context)
            throws SQLException {
        var invocation =
                new Invocation(
                        new InvocationId(Rows.uuid(row, "id")),
                        new FunctionId(Rows.uuid(row, "function_id")),
                        new DeploymentId(Rows.uuid(row, "deployment_id")),
                        row.getInt("deployment_number"),
                        new ExecutorId(Rows.uuid(row, "executor_id")),
                        Rows.value(Trigger.class, row, "trigger"),
                        Rows.instant(row, "started_at"),
                        row.getInt("http_status"),
                        receipt(row),
                        trace(row));
        return new StoredInvocation(invocation, new FunctionName(row.getString("name")));
    }

    private static @Nullable TraceId trace(ResultSet row) throws SQLException {
        var id = row.getObject("trace_id", UUID.class);
        return id == null ? null : new TraceId(id);
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                OutcomeColumns.read(row),
                Duration.ofNanos(row.getLong("wall_nanos")),
                Duration.ofNanos(row.getLong("cpu_nanos")),
                row.getLong("fuel"),
                row.getLong("peak_memory_bytes"),
                Rows.counts(row, "host_calls"),
                Rows.counts(row, "resources_opened"),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"),
                row.getInt("outbound_requests"),
                row.getString("engine_version"));
    }
}
