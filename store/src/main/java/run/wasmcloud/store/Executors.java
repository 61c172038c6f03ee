package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.ExecutorState;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The executors that there are. Thread-safe. */
public final class Executors {
    private static final int MOST = 1_000;

    private final Jdbi jdbi;

    Executors(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * An executor as it told of itself last.
     *
     * @param alive whether that was within the last 10 seconds, by the database's clock
     */
    public record Seen(ExecutorStatus status, Instant seenAt, boolean alive) {}

    /** Takes what an executor tells of itself. */
    public void tell(ExecutorStatus status) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO executors (id, host, version, started_at, seen_at, state,
                                            running, waiting, most_running, guest_bytes, heap_bytes,
                                            unshipped_records)
                                        VALUES (:id, :host, :version, :startedAt, now(), :state,
                                            :running, :waiting, :mostRunning, :guestBytes, :heapBytes,
                                            :unshipped)
                                        ON CONFLICT (id) DO UPDATE SET
                                            host = excluded.host, version = excluded.version,
                                            started_at = excluded.started_at, seen_at = now(),
                                            state = excluded.state, running = excluded.running,
                                            waiting = excluded.waiting,
                                            most_running = excluded.most_running,
                                            guest_bytes = excluded.guest_bytes,
                                            heap_bytes = excluded.heap_bytes,
                                            unshipped_records = excluded.unshipped_records
                                        """)
                                .bind("id", status.id().value())
                                .bind("host", Rows.text(status.host()))
                                .bind("version", status.version())
                                .bind("startedAt", status.startedAt())
                                .bind("state", Rows.word(status.state()))
                                .bind("running", status.running())
                                .bind("waiting", status.waiting())
                                .bind("mostRunning", status.mostRunning())
                                .bind("guestBytes", status.guestBytes())
                                .bind("heapBytes", status.heapBytes())
                                .bind("unshipped", status.unshippedRecords())
                                .execute());
    }

    /** Returns the executors, those that were seen last first; at most 1,000. */
    public List<Seen> list() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT *, seen_at > now() - interval '10 seconds'
                                            AND state <> 'stopped' AS alive
                                        FROM executors ORDER BY seen_at DESC, id LIMIT :most
                                        """)
                                .bind("most", MOST)
                                .map(Executors::seen)
                                .list());
    }

    /** Removes those that have not been seen for a week. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM executors WHERE seen_at < now() - interval '7 days'"));
    }

    private static Seen seen(ResultSet row, StatementContext context) throws SQLException {
        return new Seen(
                new ExecutorStatus(
                        new ExecutorId(Rows.uuid(row, "id")),
                        row.getString("host"),
                        row.getString("version"),
                        Rows.instant(row, "started_at"),
                        Rows.value(ExecutorState.class, row, "state"),
                        row.getInt("running"),
                        row.getInt("waiting"),
                        row.getInt("most_running"),
                        row.getLong("guest_bytes"),
                        row.getLong("heap_bytes"),
                        row.getLong("unshipped_records")),
                Rows.instant(row, "seen_at"),
                row.getBoolean("alive"));
    }
}
