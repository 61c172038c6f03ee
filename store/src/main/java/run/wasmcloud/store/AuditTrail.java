package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who did what, when and from where. An event is written in the transaction of what it tells of, so
 * there is never one without the other. Thread-safe.
 */
public final class AuditTrail {
    private static final int LONGEST_DETAIL = 500;

    private final Jdbi jdbi;

    AuditTrail(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Notes what the present actor does to a thing of its own, or of nobody's.
     *
     * @param handle of the transaction in which it is done
     * @param action what is done, for example {@code function.create}
     * @param subject to what: a name or an id, at most 300 characters
     * @param details what else is worth knowing; nothing secret
     */
    static void note(Handle handle, String action, String subject, Map<String, String> details) {
        write(handle, Actor.present().user(), action, subject, details);
    }

    /**
     * Notes what the present actor does to a user's thing.
     *
     * @param owner sees the event, whoever caused it
     */
    static void note(
            Handle handle,
            UserId owner,
            String action,
            String subject,
            Map<String, String> details) {
        write(handle, owner, action, subject, details);
    }

    private static void write(
            Handle handle,
            @Nullable UserId owner,
            String action,
            String subject,
            Map<String, String> details) {
        var actor = Actor.present();
        handle.createUpdate(
                        """
                        INSERT INTO audit_events (id, action, subject, details, actor_id, owner_id,
                            token_id, address, request_id)
                        VALUES (:id, :action, :subject, CAST(:details AS jsonb), :actor, :owner,
                            :token, :address, :request)
                        """)
                .bind("id", UuidV7.next())
                .bind("action", action)
                .bind("subject", Rows.text(subject))
                .bind("details", Rows.json(shortened(details)))
                .bindByType("actor", value(actor.user()), UUID.class)
                .bindByType("owner", value(owner), UUID.class)
                .bindByType(
                        "token", actor.token() == null ? null : actor.token().value(), UUID.class)
                .bindByType("address", actor.address(), String.class)
                .bindByType("request", actor.request(), UUID.class)
                .execute();
    }

    private static @Nullable UUID value(@Nullable UserId user) {
        return user == null ? null : user.value();
    }

    private static Map<String, String> shortened(Map<String, String> details) {
        var all = new TreeMap<String, String>();
        details.forEach((name, text) -> all.put(name, shortened(text)));
        return all;
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_DETAIL) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST_DETAIL - 1)) ? 1 : 0;
        return text.substring(0, LONGEST_DETAIL - end) + "…";
    }

    /**
     * Returns a part of the trail, the newest event first.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<AuditEvent> list(AuditQuery query) {
        var rows = jdbi.withHandle(handle -> list(handle, query));
        return Slice.of(rows, query.limit(), event -> event.id().toString());
    }

    private static List<AuditEvent> list(Handle handle, AuditQuery query) {
        return handle.createQuery(
                        """
                        SELECT * FROM audit_events
                        WHERE id >= :since AND id < :until AND id < :before
                          AND (CAST(:owner AS uuid) IS NULL OR owner_id = :owner)
                          AND (CAST(:actor AS uuid) IS NULL OR actor_id = :actor)
                          AND (CAST(:action AS text) IS NULL OR action = :action)
                          AND (CAST(:subject AS text) IS NULL OR subject = :subject)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("since", query.since().map(Cursors::floor).orElse(Cursors.FIRST))
                .bind("until", query.until().map(Cursors::floor).orElse(Cursors.LAST))
                .bind("before", query.after().map(Cursors::id).orElse(Cursors.LAST))
                .bindByType("owner", query.owner().map(UserId::value).orElse(null), UUID.class)
                .bindByType("actor", query.actor().map(UserId::value).orElse(null), UUID.class)
                .bindByType("action", query.action().map(Rows::text).orElse(null), String.class)
                .bindByType("subject", query.subject().map(Rows::text).orElse(null), String.class)
                .bind("limit", query.limit() + 1)
                .map(AuditTrail::event)
                .list();
    }

    private static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEvent(
                Rows.uuid(row, "id"),
                Rows.instant(row, "created_at"),
                row.getString("action"),
                row.getString("subject"),
                Rows.texts(row, "details"),
                new Actor(
                        user(row, "actor_id").orElse(null),
                        Rows.optionalUuid(row, "token_id").map(TokenId::new).orElse(null),
                        row.getString("address"),
                        Rows.optionalUuid(row, "request_id").orElse(null)),
                user(row, "owner_id").orElse(null));
    }

    private static Optional<UserId> user(ResultSet row, String column) throws SQLException {
        return Rows.optionalUuid(row, column).map(UserId::new);
    }

    /** Removes what is older than anybody asks for. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM audit_events WHERE created_at < now() - interval '400"
                                        + " days'"));
    }
}
