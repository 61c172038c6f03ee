package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.Plan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Removes the receipts and log lines that a user's plan keeps no longer. What the longest plan
 * keeps no longer goes with its day's partition. Thread-safe; any number of processes may do it.
 */
final class Retention {
    private static final Logger LOG = System.getLogger(Retention.class.getName());
    private static final List<String> TABLES = List.of("invocations", "log_lines");
    private static final int AT_ONCE = 5_000;

    private final Jdbi jdbi;
    private final Plans plans;
    private final Clock clock;

    Retention(Jdbi jdbi, Plans plans, Clock clock) {
        this.jdbi = jdbi;
        this.plans = plans;
        this.clock = clock;
    }

    void apply() {
        for (var plan : Plan.values()) {
            TABLES.forEach(table -> apply(table, plan, plans.limits(plan).retention()));
        }
    }

    private void apply(String table, Plan plan, Duration kept) {
        var total = 0;
        int removed;
        do {
            removed = jdbi.withHandle(handle -> remove(handle, table, plan, kept));
            total += removed;
        } while (removed == AT_ONCE);
        if (total > 0) {
            LOG.log(
                    Level.INFO,
                    "removed {0} rows of {1} that the plan {2} keeps no longer",
                    total,
                    table,
                    Rows.word(plan));
        }
    }

    /** Few at a time: each removal is short, and what is removed stays so. */
    private int remove(Handle handle, String table, Plan plan, Duration kept) {
        return handle.createUpdate(
                        """
                        DELETE FROM <table> WHERE id < :before AND id IN (
                            SELECT old.id FROM <table> AS old
                            JOIN functions ON functions.id = old.function_id
                            JOIN users ON users.id = functions.owner_id
                            WHERE old.id < :before AND users.plan = :plan
                            LIMIT :limit)
                        """)
                .define("table", table)
                .bind("before", Cursors.floor(clock.instant().minus(kept)))
                .bind("plan", Rows.word(plan))
                .bind("limit", AT_ONCE)
                .execute();
    }
}
