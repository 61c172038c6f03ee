package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.WasmcloudException;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes the receipts and log lines of executors, each exactly once.
 *
 * <p>An executor numbers its records from 1. The number of the last one that was taken is kept in
 * the same transaction as the records, so one whose answer got lost may be shipped again. Rows
 * travel in PostgreSQL's binary COPY format: an executor can keep them so, and nobody has to read
 * them on the way. Thread-safe.
 */
public final class Shipments {
    private static final byte[] HEADER =
            ByteBuffer.allocate(19)
                    .put(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0})
                    .array();
    private static final byte[] TRAILER = {-1, -1};

    private static final String INVOCATIONS =
            """
            COPY invocations (id, function_id, deployment_id, deployment_number, executor_id, trigger,
                started_at, http_status, outcome, detail, frames, wall_nanos, cpu_nanos, fuel,
                peak_memory_bytes, host_calls, resources_opened, bytes_in, bytes_out,
                outbound_requests, engine_version, trace_id)
            FROM STDIN (FORMAT binary)
            """;
    private static final int INVOCATION_FIELDS = 22;

    /** What earlier programs have left in journals: rows without a trace. */
    private static final String UNTRACED_INVOCATIONS = INVOCATIONS.replace(", trace_id", "");

    private static final String LINES =
            """
            COPY log_lines (id, function_id, invocation_id, at, level, source, line)
            FROM STDIN (FORMAT binary)
            """;
    private static final int LINE_FIELDS = 7;

    private final Jdbi jdbi;
    private final LogIds ids = new LogIds();

    Shipments(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Returns the row of a receipt. */
    public static byte[] row(Invocation invocation) {
        var receipt = invocation.receipt();
        var outcome = OutcomeColumns.of(receipt.outcome());
        return new CopyTuple(INVOCATION_FIELDS)
                .add(invocation.id().value())
                .add(invocation.function().value())
                .add(invocation.deployment().value())
                .add(invocation.deploymentNumber())
                .add(invocation.executor().value())
                .add(invocation.trigger())
                .add(invocation.startedAt())
                .add(invocation.httpStatus())
                .add(outcome.kind())
                .add(outcome.detail())
                .addJson(outcome.frames().isEmpty() ? "[]" : Rows.json(outcome.frames()))
                .add(receipt.wallTime())
                .add(receipt.cpuTime())
                .add(receipt.fuel())
                .add(receipt.peakMemoryBytes())
                .addJson(Rows.json(receipt.hostCalls()))
                .addJson(Rows.json(receipt.resourcesOpened()))
                .add(receipt.bytesIn())
                .add(receipt.bytesOut())
                .add(receipt.outboundRequests())
                .add(receipt.engineVersion())
                .addOptional(trace(invocation))
                .bytes();
    }

    private static @Nullable UUID trace(Invocation invocation) {
        var trace = invocation.trace();
        return trace == null ? null : trace.value();
    }

    /**
     * Returns the row of a log line, with its place in the log: to be called once a line, in the
     * order they were written.
     */
    public byte[] row(LogLine line) {
        return new CopyTuple(LINE_FIELDS)
                .add(ids.next(line.at()))
                .add(line.function().value())
                .add(line.invocation().value())
                .add(line.at())
                .add(line.level())
                .add(line.source())
                .add(line.text())
                .bytes();
    }

    /** Returns the number of an executor's last record that was taken; 0 when there is none. */
    public long taken(ExecutorId executor) {
        return jdbi.withHandle(handle -> taken(handle, executor));
    }

    static long taken(Handle handle, ExecutorId executor) {
        return handle.createQuery("SELECT taken FROM shipments WHERE executor_id = :executor")
                .bind("executor", executor.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /**
     * Takes records, all of them or none; does nothing when they were taken before.
     *
     * @param last the number of the last record; the first is the one after the last that was taken
     * @param invocations rows of receipts
     * @param lines rows of log lines
     */
    public void take(ExecutorId executor, long last, List<byte[]> invocations, List<byte[]> lines) {
        jdbi.useTransaction(
                handle -> {
                    if (advances(handle, executor, last)) {
                        copyInvocations(handle, invocations);
                        copy(handle, LINES, lines);
                    }
                });
    }

    private static boolean advances(Handle handle, ExecutorId executor, long last) {
        return handle.createUpdate(
                                """
                                INSERT INTO shipments (executor_id, taken) VALUES (:executor, :last)
                                ON CONFLICT (executor_id) DO UPDATE SET taken = :last
                                WHERE shipments.taken < :last
                                """)
                        .bind("executor", executor.value())
                        .bind("last", last)
                        .execute()
                > 0;
    }

    private static void copyInvocations(Handle handle, List<byte[]> rows) {
        var byForm = rows.stream().collect(Collectors.partitioningBy(Shipments::hasTrace));
        copy(handle, INVOCATIONS, byForm.getOrDefault(true, List.of()));
        copy(handle, UNTRACED_INVOCATIONS, byForm.getOrDefault(false, List.of()));
    }

    private static boolean hasTrace(byte[] row) {
        return ByteBuffer.wrap(row).getShort() >= INVOCATION_FIELDS;
    }

    private static void copy(Handle handle, String table, List<byte[]> rows) {
        if (!rows.isEmpty()) {
            try {
                copy(handle.getConnection().unwrap(PGConnection.class), table, rows);
            } catch (SQLException e) {
                throw new WasmcloudException(
                        ErrorCode.INTERNAL, "COPY failed: " + e.getMessage(), e);
            }
        }
    }

    private static void copy(PGConnection connection, String table, List<byte[]> rows)
            throws SQLException {
        var copy = connection.getCopyAPI().copyIn(table);
        try {
            write(copy, HEADER);
            for (var row : rows) {
                write(copy, row);
            }
            write(copy, TRAILER);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(CopyIn copy, byte[] bytes) throws SQLException {
        copy.writeToCopy(bytes, 0, bytes.length);
    }
}
