package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All accounts, for admins. Thread-safe. */
public final class UserDirectory {
    private final Jdbi jdbi;
    private final Changes changes;

    UserDirectory(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * Returns a part of the accounts, the newest first.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<User> list(UserQuery query) {
        var rows = jdbi.withHandle(handle -> list(handle, query));
        return Slice.of(rows, query.limit(), user -> user.id().toString());
    }

    private static List<User> list(Handle handle, UserQuery query) {
        return handle.createQuery(
                        """
                        SELECT * FROM users
                        WHERE id < :before AND position(:search IN email) > 0
                          AND (CAST(:state AS text) IS NULL OR state = :state)
                          AND (CAST(:plan AS text) IS NULL OR plan = :plan)
                          AND (CAST(:role AS text) IS NULL OR role = :role)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("before", query.after().map(Cursors::id).orElse(Cursors.LAST))
                .bind(
                        "search",
                        Rows.text(query.search().orElse("").strip().toLowerCase(Locale.ROOT)))
                .bindByType("state", word(query.state()), String.class)
                .bindByType("plan", word(query.plan()), String.class)
                .bindByType("role", word(query.role()), String.class)
                .bind("limit", query.limit() + 1)
                .map(Users::user)
                .list();
    }

    private static @Nullable String word(Optional<? extends Enum<?>> value) {
        return value.map(Rows::word).orElse(null);
    }

    /**
     * Changes an account, as its next request and its functions' next ones see it.
     *
     * @return empty when there is no such account
     * @throws WasmcloudException {@code CONFLICT} when no active admin would be left
     */
    public Optional<User> change(UserId id, UserChange change) {
        var changed =
                jdbi.inTransaction(
                        handle -> {
                            lockAdmins(handle);
                            var user = update(handle, id, change);
                            user.ifPresent(_ -> note(handle, id, change));
                            requireAdmin(handle);
                            return user;
                        });
        changed.ifPresent(_ -> changes.publish(new Change.UserChanged(id)));
        return changed;
    }

    /** Two admins who lock each other at once must not both succeed. */
    private static void lockAdmins(Handle handle) {
        handle.createQuery("SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE")
                .mapTo(String.class)
                .list();
    }

    private static void requireAdmin(Handle handle) {
        var left =
                handle.createQuery(
                                "SELECT EXISTS (SELECT FROM users WHERE role = 'admin'"
                                        + " AND state = 'active')")
                        .mapTo(Boolean.class)
                        .one();
        if (!left) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "This is the last active admin: make another account one first");
        }
    }

    private static Optional<User> update(Handle handle, UserId id, UserChange change) {
        return handle.createQuery(
                        """
                        UPDATE users SET state = COALESCE(:state, state),
                            plan = COALESCE(:plan, plan), role = COALESCE(:role, role)
                        WHERE id = :id
                        RETURNING *
                        """)
                .bind("id", id.value())
                .bindByType("state", word(change.state()), String.class)
                .bindByType("plan", word(change.plan()), String.class)
                .bindByType("role", word(change.role()), String.class)
                .map(Users::user)
                .findOne();
    }

    private static void note(Handle handle, UserId id, UserChange change) {
        change.state().ifPresent(state -> note(handle, id, verb(state), change, Map.of()));
        change.plan()
                .ifPresent(
                        plan -> note(handle, id, "plan", change, Map.of("plan", Rows.word(plan))));
        change.role()
                .ifPresent(
                        role -> note(handle, id, "role", change, Map.of("role", Rows.word(role))));
    }

    private static String verb(UserState state) {
        return state == UserState.LOCKED ? "lock" : "unlock";
    }

    private static void note(
            Handle handle, UserId id, String verb, UserChange change, Map<String, String> details) {
        var all = new TreeMap<>(details);
        if (!change.reason().isEmpty()) {
            all.put("reason", change.reason());
        }
        AuditTrail.note(handle, id, "user." + verb, id.toString(), all);
    }
}
