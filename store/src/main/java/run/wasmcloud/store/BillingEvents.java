package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the operator's billing told. Thread-safe. */
public final class BillingEvents {
    private final Jdbi jdbi;
    private final Changes changes;

    BillingEvents(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /** What became of an event. */
    public enum Fate {
        APPLIED,
        /** A newer event of the same user was there before. */
        LATE,
        REPEATED
    }

    /**
     * Puts a user on a plan, once an event, and never back to what an older event says.
     *
     * @param id the event's, which no other event has
     * @throws WasmcloudException {@code NOT_FOUND} when there is no such user: nothing is kept, so
     *     the event may come again
     */
    public Fate planChanged(String id, UserId user, Plan plan, Instant occurredAt) {
        var fate = jdbi.inTransaction(handle -> planChanged(handle, id, user, plan, occurredAt));
        if (fate == Fate.APPLIED) {
            changes.publish(new Change.UserChanged(user));
        }
        return fate;
    }

    private static Fate planChanged(
            Handle handle, String id, UserId user, Plan plan, Instant occurredAt) {
        requireUser(handle, user);
        var applied = !hasNewer(handle, user, occurredAt);
        if (!insert(handle, id, user, plan, occurredAt, applied)) {
            return Fate.REPEATED;
        }
        if (applied) {
            setPlan(handle, user, plan, id);
        }
        return applied ? Fate.APPLIED : Fate.LATE;
    }

    /** Locks the user's row: the user's events are taken one after the other. */
    private static void requireUser(Handle handle, UserId user) {
        var found =
                handle.createQuery("SELECT id FROM users WHERE id = :user FOR NO KEY UPDATE")
                        .bind("user", user.value())
                        .mapTo(UUID.class)
                        .findOne();
        if (found.isEmpty()) {
            throw new WasmcloudException(ErrorCode.NOT_FOUND, "There is no such user");
        }
    }

    private static boolean hasNewer(Handle handle, UserId user, Instant occurredAt) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM billing_events
                                       WHERE user_id = :user AND applied AND occurred_at > :occurredAt)
                        """)
                .bind("user", user.value())
                .bind("occurredAt", occurredAt)
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean insert(
            Handle handle, String id, UserId user, Plan plan, Instant occurredAt, boolean applied) {
        return handle.createUpdate(
                                """
                                INSERT INTO billing_events (id, type, user_id, plan, occurred_at, applied)
                                VALUES (:id, 'plan-changed', :user, :plan, :occurredAt, :applied)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("user", user.value())
                        .bind("plan", Rows.word(plan))
                        .bind("occurredAt", occurredAt)
                        .bind("applied", applied)
                        .execute()
                > 0;
    }

    private static void setPlan(Handle handle, UserId user, Plan plan, String event) {
        handle.createUpdate("UPDATE users SET plan = :plan WHERE id = :user")
                .bind("plan", Rows.word(plan))
                .bind("user", user.value())
                .execute();
        AuditTrail.note(
                handle,
                user,
                "user.plan",
                user.toString(),
                Map.of("plan", Rows.word(plan), "billingEvent", event));
    }
}
