package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ApplicationId;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The users' wishes for the plan {@code free}, and what became of them. Thread-safe. */
public final class Applications {
    private final Jdbi jdbi;
    private final Changes changes;

    Applications(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * Applies.
     *
     * @param reason 1 to 2,000 characters
     * @throws WasmcloudException {@code CONFLICT} when the user is on another plan than {@code
     *     applicant}, or has an open application
     */
    public Application create(User user, String reason) {
        if (user.plan() != Plan.APPLICANT) {
            throw conflict(
                    "The account is on the plan %s already".formatted(Rows.word(user.plan())));
        }
        return jdbi.inTransaction(
                handle -> {
                    var id =
                            insert(handle, user.id(), reason)
                                    .orElseThrow(
                                            () ->
                                                    conflict(
                                                            "There is an open application: wait"
                                                                    + " until it is decided"));
                    AuditTrail.note(
                            handle, user.id(), "application.create", id.toString(), Map.of());
                    return find(handle, id).orElseThrow();
                });
    }

    private static Optional<ApplicationId> insert(Handle handle, UserId user, String reason) {
        return handle.createQuery(
                        """
                        INSERT INTO applications (id, user_id, reason) VALUES (:id, :user, :reason)
                        ON CONFLICT (user_id) WHERE state = 'open' DO NOTHING
                        RETURNING id
                        """)
                .bind("id", ApplicationId.create().value())
                .bind("user", user.value())
                .bind("reason", Rows.text(reason))
                .map((row, _) -> new ApplicationId(Rows.uuid(row, "id")))
                .findOne();
    }

    private static Optional<Application> find(Handle handle, ApplicationId id) {
        return handle.createQuery(
                        """
                        SELECT applications.*, email FROM applications
                        JOIN users ON users.id = user_id
                        WHERE applications.id = :id
                        """)
                .bind("id", id.value())
                .map(Applications::application)
                .findOne();
    }

    /**
     * Returns a part of the applications, the newest first.
     *
     * @param user only this one's; empty for everybody's
     * @param state only those; empty for all
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<Application> list(
            Optional<UserId> user,
            Optional<ApplicationState> state,
            Optional<String> after,
            int limit) {
        var before = after.map(Cursors::id).orElse(Cursors.LAST);
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT applications.*, email FROM applications
                                                JOIN users ON users.id = user_id
                                                WHERE applications.id < :before
                                                  AND (CAST(:user AS uuid) IS NULL OR user_id = :user)
                                                  AND (CAST(:state AS text) IS NULL
                                                       OR applications.state = :state)
                                                ORDER BY applications.id DESC LIMIT :limit
                                                """)
                                        .bind("before", before)
                                        .bindByType(
                                                "user",
                                                user.map(UserId::value).orElse(null),
                                                UUID.class)
                                        .bindByType(
                                                "state",
                                                state.map(Rows::word).orElse(null),
                                                String.class)
                                        .bind("limit", limit + 1)
                                        .map(Applications::application)
                                        .list());
        return Slice.of(rows, limit, application -> application.id().toString());
    }

    /**
     * Puts the applicant on the plan {@code free}.
     *
     * @param note for the applicant, at most 2,000 characters
     * @return empty when there is no such application
     * @throws WasmcloudException {@code CONFLICT} when it is decided
     */
    public Optional<Application> approve(ApplicationId id, String note) {
        return decide(id, ApplicationState.APPROVED, note);
    }

    /**
     * Leaves the applicant on the plan {@code applicant}.
     *
     * @param note for the applicant, at most 2,000 characters
     * @return empty when there is no such application
     * @throws WasmcloudException {@code CONFLICT} when it is decided
     */
    public Optional<Application> reject(ApplicationId id, String note) {
        return decide(id, ApplicationState.REJECTED, note);
    }

    private Optional<Application> decide(ApplicationId id, ApplicationState state, String note) {
        var decided =
                jdbi.inTransaction(
                        handle ->
                                update(handle, id, state, note)
                                        ? find(handle, id)
                                                .map(found -> decided(handle, found, state))
                                        : refuseDecided(find(handle, id)));
        decided.ifPresent(
                application -> changes.publish(new Change.UserChanged(application.user())));
        return decided;
    }

    private static boolean update(
            Handle handle, ApplicationId id, ApplicationState state, String note) {
        return handle.createUpdate(
                                """
                                UPDATE applications
                                SET state = :state, note = :note, decided_at = now()
                                WHERE id = :id AND state = 'open'
                                """)
                        .bind("id", id.value())
                        .bind("state", Rows.word(state))
                        .bind("note", Rows.text(note))
                        .execute()
                > 0;
    }

    private static Application decided(
            Handle handle, Application application, ApplicationState state) {
        if (state == ApplicationState.APPROVED) {
            putOnFree(handle, application.user());
        }
        AuditTrail.note(
                handle,
                application.user(),
                state == ApplicationState.APPROVED ? "application.approve" : "application.reject",
                application.id().toString(),
                Map.of("note", application.note()));
        return application;
    }

    /** An admin may have given the user a better plan meanwhile. */
    private static void putOnFree(Handle handle, UserId user) {
        handle.createUpdate(
                        "UPDATE users SET plan = 'free' WHERE id = :user AND plan = 'applicant'")
                .bind("user", user.value())
                .execute();
    }

    private static Optional<Application> refuseDecided(Optional<Application> application) {
        application.ifPresent(
                found -> {
                    throw conflict(
                            "The application is %s already".formatted(Rows.word(found.state())));
                });
        return application;
    }

    private static WasmcloudException conflict(String detail) {
        return new WasmcloudException(ErrorCode.CONFLICT, detail);
    }

    private static Application application(ResultSet row, StatementContext context)
            throws SQLException {
        return new Application(
                new ApplicationId(Rows.uuid(row, "id")),
                new UserId(Rows.uuid(row, "user_id")),
                row.getString("email"),
                row.getString("reason"),
                Rows.value(ApplicationState.class, row, "state"),
                row.getString("note"),
                Rows.instant(row, "created_at"),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
