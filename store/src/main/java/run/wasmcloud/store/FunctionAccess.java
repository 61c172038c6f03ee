package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.Visibility;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Who may call functions. Thread-safe. */
public final class FunctionAccess {
    private final Jdbi jdbi;
    private final Changes changes;

    FunctionAccess(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /** Opens a function to everybody, or closes it. */
    public void setVisibility(Function function, Visibility visibility) {
        jdbi.useTransaction(
                handle -> {
                    setVisibility(handle, function.id(), visibility);
                    AuditTrail.note(
                            handle,
                            function.owner(),
                            "function.visibility",
                            function.name().value(),
                            Map.of("visibility", Rows.word(visibility)));
                });
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
    }

    static void setVisibility(Handle handle, FunctionId function, Visibility visibility) {
        handle.execute(
                "UPDATE functions SET visibility = ? WHERE id = ?",
                Rows.word(visibility),
                function.value());
    }

    /**
     * Suspends a function of any user: it answers nobody from now on. Suspending it again changes
     * the reason.
     *
     * @param note at most 1,000 characters
     * @return empty when there is no such function
     */
    public Optional<Suspension> suspend(FunctionName name, SuspensionReason reason, String note) {
        var suspended =
                jdbi.inTransaction(
                        handle -> {
                            var changed =
                                    handle.createQuery(
                                                    """
                                                    UPDATE functions
                                                    SET suspended_at = COALESCE(suspended_at, now()),
                                                        suspension_reason = :reason, suspension_note = :note
                                                    WHERE name = :name AND deleted_at IS NULL
                                                    RETURNING *
                                                    """)
                                            .bind("name", name.value())
                                            .bind("reason", Rows.word(reason))
                                            .bind("note", Rows.text(note))
                                            .map((row, _) -> changed(row))
                                            .findOne();
                            changed.ifPresent(
                                    found ->
                                            note(
                                                    handle,
                                                    found,
                                                    name,
                                                    "suspend",
                                                    Map.of("reason", Rows.word(reason))));
                            return changed;
                        });
        suspended.ifPresent(changed -> publish(changed, name));
        return suspended.flatMap(Changed::suspension);
    }

    /**
     * Lets a suspended function answer again.
     *
     * @return false when there is no such function, or it is not suspended
     */
    public boolean lift(FunctionName name) {
        var lifted =
                jdbi.inTransaction(
                        handle -> {
                            var changed =
                                    handle.createQuery(
                                                    """
                                                    UPDATE functions
                                                    SET suspended_at = NULL, suspension_reason = NULL,
                                                        suspension_note = ''
                                                    WHERE name = :name AND deleted_at IS NULL
                                                      AND suspended_at IS NOT NULL
                                                    RETURNING *
                                                    """)
                                            .bind("name", name.value())
                                            .map((row, _) -> changed(row))
                                            .findOne();
                            changed.ifPresent(
                                    found -> note(handle, found, name, "unsuspend", Map.of()));
                            return changed;
                        });
        lifted.ifPresent(changed -> publish(changed, name));
        return lifted.isPresent();
    }

    private void publish(Changed changed, FunctionName name) {
        changes.publish(new Change.FunctionChanged(changed.id(), name));
    }

    private static void note(
            Handle handle,
            Changed changed,
            FunctionName name,
            String verb,
            Map<String, String> details) {
        AuditTrail.note(handle, changed.owner(), "function." + verb, name.value(), details);
    }

    private record Changed(FunctionId id, UserId owner, Optional<Suspension> suspension) {}

    private static Changed changed(ResultSet row) throws SQLException {
        return new Changed(
                new FunctionId(Rows.uuid(row, "id")),
                new UserId(Rows.uuid(row, "owner_id")),
                suspension(row));
    }

    /** Reads the columns of a function. */
    static Optional<Suspension> suspension(ResultSet row) throws SQLException {
        return row.getString("suspension_reason") == null
                ? Optional.empty()
                : Optional.of(
                        new Suspension(
                                Rows.value(SuspensionReason.class, row, "suspension_reason"),
                                row.getString("suspension_note"),
                                Rows.instant(row, "suspended_at")));
    }
}
