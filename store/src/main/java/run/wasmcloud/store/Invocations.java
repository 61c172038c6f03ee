package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The receipts. Thread-safe. */
public final class Invocations {
    private static final UUID LAST = new UUID(-1, -1);

    private final Jdbi jdbi;

    Invocations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Keeps receipts, all of them or none. A receipt that is kept already is left as it is, so the
     * same batch may be given again when it is not known whether it was kept.
     */
    public void add(List<Invocation> invocations) {
        if (!invocations.isEmpty()) {
            jdbi.useTransaction(handle -> add(handle, invocations));
        }
    }

    private static void add(Handle handle, List<Invocation> invocations) {
        var batch =
                handle.prepareBatch(
                        """
                        INSERT INTO invocations (id, function_id, deployment_id, deployment_number,
                            executor_id, trigger, started_at, http_status, outcome, detail, frames,
                            wall_nanos, cpu_nanos, fuel, peak_memory_bytes, host_calls,
                            resources_opened, bytes_in, bytes_out, outbound_requests, engine_version)
                        VALUES (:id, :function, :deployment,
                            COALESCE((SELECT number FROM deployments WHERE id = :deployment), 0),
                            :executor, :trigger, :startedAt, :httpStatus, :outcome, :detail,
                            CAST(:frames AS jsonb), :wallNanos, :cpuNanos, :fuel, :peakMemoryBytes,
                            CAST(:hostCalls AS jsonb), CAST(:resourcesOpened AS jsonb), :bytesIn,
                            :bytesOut, :outboundRequests, :engineVersion)
                        ON CONFLICT (id) DO NOTHING
                        """);
        invocations.forEach(invocation -> bind(batch, invocation));
        batch.execute();
    }

    private static void bind(PreparedBatch batch, Invocation invocation) {
        var receipt = invocation.receipt();
        var outcome = OutcomeColumns.of(receipt.outcome());
        batch.bind("id", invocation.id().value())
                .bind("function", invocation.function().value())
                .bind("deployment", invocation.deployment().value())
                .bind("executor", invocation.executor().value())
                .bind("trigger", Rows.word(invocation.trigger()))
                .bind("startedAt", invocation.startedAt())
                .bind("httpStatus", invocation.httpStatus())
                .bind("outcome", outcome.kind())
                .bind("detail", outcome.detail())
                .bind("frames", Rows.json(outcome.frames()))
                .bind("wallNanos", receipt.wallTime().toNanos())
                .bind("cpuNanos", receipt.cpuTime().toNanos())
                .bind("fuel", receipt.fuel())
                .bind("peakMemoryBytes", receipt.peakMemoryBytes())
                .bind("hostCalls", Rows.json(receipt.hostCalls()))
                .bind("resourcesOpened", Rows.json(receipt.resourcesOpened()))
                .bind("bytesIn", receipt.bytesIn())
                .bind("bytesOut", receipt.bytesOut())
                .bind("outboundRequests", receipt.outboundRequests())
                .bind("engineVersion", Rows.text(receipt.engineVersion()))
                .add();
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

    private static StoredInvocation invocation(ResultSet row, StatementContext context)
            throws SQLException {
        var invocation =
                new Invocation(
                        new InvocationId(Rows.uuid(row, "id")),
                        new FunctionId(Rows.uuid(row, "function_id")),
                        new DeploymentId(Rows.uuid(row, "deployment_id")),
                        new ExecutorId(Rows.uuid(row, "executor_id")),
                        Rows.value(Trigger.class, row, "trigger"),
                        Rows.instant(row, "started_at"),
                        row.getInt("http_status"),
                        receipt(row));
        return new StoredInvocation(
                invocation,
                new FunctionName(row.getString("name")),
                row.getInt("deployment_number"));
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
