package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The schedules of functions. When one is due, the function's invocation is put into the queue in
 * the transaction that moves the schedule on: so each time counts once. Thread-safe.
 */
public final class Schedules {
    static final String TASK = "schedule";

    /** One that is this late is not a missed one yet. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Quota QUOTA =
            new Quota(
                    PlanFigure.SCHEDULES,
                    """
                    SELECT count(*) FROM schedules JOIN functions ON functions.id = function_id
                    WHERE owner_id = :owner
                    """);

    private final Jdbi jdbi;

    Schedules(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes a schedule.
     *
     * @param nextAt when it is due first
     * @throws WasmcloudException {@code QUOTA_REACHED}
     */
    public StoredSchedule create(Function function, NewSchedule schedule, Instant nextAt) {
        return jdbi.inTransaction(
                handle -> {
                    QUOTA.requireRoom(handle, function.owner());
                    var id = UuidV7.next();
                    bind(
                                    handle.createUpdate(
                                            """
                                            INSERT INTO schedules (id, function_id, cron, zone, missed,
                                                content_type, body, next_at)
                                            VALUES (:id, :function, :cron, :zone, :missed, :type, :body, :next)
                                            """),
                                    schedule)
                            .bind("id", id)
                            .bind("function", function.id().value())
                            .bind("next", nextAt)
                            .execute();
                    Queue.addTask(handle, TASK, id, nextAt);
                    note(handle, function, id, "create");
                    return find(handle, function.id(), id).orElseThrow();
                });
    }

    private static Update bind(Update update, NewSchedule schedule) {
        return update.bind("cron", schedule.cron())
                .bind("zone", schedule.zone().getId())
                .bind("missed", word(schedule.missed()))
                .bindByType(
                        "type",
                        schedule.contentType() == null ? null : Rows.text(schedule.contentType()),
                        String.class)
                .bind("body", schedule.body());
    }

    private static String word(MissedRuns missed) {
        return Rows.word(missed).replace('_', '-');
    }

    private static void note(Handle handle, Function function, UUID id, String verb) {
        AuditTrail.note(
                handle,
                function.owner(),
                "schedule." + verb,
                function.name().value(),
                Map.of("id", id.toString()));
    }

    /**
     * Returns a part of a function's schedules, the oldest first.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<StoredSchedule> list(FunctionId function, Optional<String> after, int limit) {
        var from = after.map(Cursors::id).orElse(Cursors.FIRST);
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT * FROM schedules
                                                WHERE function_id = :function AND id > :after
                                                ORDER BY id LIMIT :limit
                                                """)
                                        .bind("function", function.value())
                                        .bind("after", from)
                                        .bind("limit", limit + 1)
                                        .map(Schedules::schedule)
                                        .list());
        return Slice.of(rows, limit, schedule -> schedule.id().toString());
    }

    /** Returns a schedule of a function. */
    public Optional<StoredSchedule> find(FunctionId function, UUID id) {
        return jdbi.withHandle(handle -> find(handle, function, id));
    }

    private static Optional<StoredSchedule> find(Handle handle, FunctionId function, UUID id) {
        return handle.createQuery(
                        "SELECT * FROM schedules WHERE id = :id AND function_id = :function")
                .bind("id", id)
                .bind("function", function.value())
                .map(Schedules::schedule)
                .findOne();
    }

    /**
     * Replaces a schedule.
     *
     * @param nextAt when it is due next
     * @return empty when the function has no such schedule
     */
    public Optional<StoredSchedule> replace(
            Function function, UUID id, NewSchedule schedule, Instant nextAt) {
        return jdbi.inTransaction(
                handle -> {
                    var replaced =
                            bind(
                                            handle.createUpdate(
                                                    """
                                                    UPDATE schedules
                                                    SET cron = :cron, zone = :zone, missed = :missed,
                                                        content_type = :type, body = :body, next_at = :next
                                                    WHERE id = :id AND function_id = :function
                                                    """),
                                            schedule)
                                    .bind("id", id)
                                    .bind("function", function.id().value())
                                    .bind("next", nextAt)
                                    .execute();
                    if (replaced > 0) {
                        Queue.addTask(handle, TASK, id, nextAt);
                        note(handle, function, id, "update");
                    }
                    return find(handle, function.id(), id);
                });
    }

    /**
     * Removes a schedule.
     *
     * @return false when the function has no such schedule
     */
    public boolean delete(Function function, UUID id) {
        return jdbi.inTransaction(
                handle -> {
                    var deleted =
                            handle.createUpdate(
                                            "DELETE FROM schedules WHERE id = :id AND function_id ="
                                                    + " :function")
                                    .bind("id", id)
                                    .bind("function", function.id().value())
                                    .execute();
                    if (deleted > 0) {
                        Queue.removeTask(handle, TASK, id);
                        note(handle, function, id, "delete");
                    }
                    return deleted > 0;
                });
    }

    /** A schedule that is due, with what tells whether its function may be run. */
    private record Due(
            StoredSchedule schedule,
            FunctionId function,
            UserId owner,
            boolean deleted,
            Standing standing) {}

    /**
     * Puts the invocation that is due into the queue.
     *
     * @return when the schedule is due next; empty when never
     */
    Optional<Instant> trigger(UUID id, Instant now) {
        return jdbi.inTransaction(
                handle -> due(handle, id).flatMap(due -> trigger(handle, due, now)));
    }

    private static Optional<Due> due(Handle handle, UUID id) {
        return handle.createQuery(
                        """
                        SELECT schedules.*, owner_id, deleted_at IS NOT NULL AS deleted, users.state,
                            visibility, address_salt, suspension_reason
                        FROM schedules JOIN functions ON functions.id = function_id
                        JOIN users ON users.id = owner_id
                        WHERE schedules.id = :id FOR UPDATE OF schedules
                        """)
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Due(
                                        schedule(row, context),
                                        new FunctionId(Rows.uuid(row, "function_id")),
                                        new UserId(Rows.uuid(row, "owner_id")),
                                        row.getBoolean("deleted"),
                                        new Standing(
                                                Rows.value(UserState.class, row, "state"),
                                                Access.of(row).suspension())))
                .findOne();
    }

    private static Optional<Instant> trigger(Handle handle, Due due, Instant now) {
        var schedule = due.schedule();
        if (now.isBefore(schedule.nextAt())) {
            return Optional.of(schedule.nextAt());
        }
        var isMissed = now.isAfter(schedule.nextAt().plus(GRACE));
        var isSkipped = isMissed && schedule.schedule().missed() == MissedRuns.SKIP;
        var outcome = isSkipped ? new Outcome("The time was missed") : outcome(handle, due);
        var next =
                CronExpression.of(schedule.schedule().cron(), schedule.schedule().zone())
                        .after(now);
        next.ifPresent(at -> moveOn(handle, schedule, at, outcome));
        return next;
    }

    private record Outcome(Optional<InvocationId> item, String problem) {
        Outcome(String problem) {
            this(Optional.empty(), problem);
        }
    }

    private static Outcome outcome(Handle handle, Due due) {
        if (due.deleted()) {
            return new Outcome("The function is deleted");
        }
        if (due.standing().owner() == UserState.LOCKED || due.standing().suspension().isPresent()) {
            return new Outcome("The function is suspended");
        }
        var wanted = due.schedule().schedule();
        var request = new QueueRequest(Trigger.SCHEDULE, "/", wanted.contentType(), wanted.body());
        try {
            var item = InvocationId.create();
            Queue.add(handle, item, due.function(), due.owner(), request);
            return new Outcome(Optional.of(item), "");
        } catch (WasmcloudException e) {
            return new Outcome(e.detail());
        }
    }

    private static void moveOn(
            Handle handle, StoredSchedule schedule, Instant next, Outcome outcome) {
        handle.createUpdate(
                        """
                        UPDATE schedules
                        SET last_at = next_at, next_at = :next, last_item_id = :item,
                            last_problem = :problem
                        WHERE id = :id
                        """)
                .bind("id", schedule.id())
                .bind("next", next)
                .bindByType(
                        "item", outcome.item().map(InvocationId::value).orElse(null), UUID.class)
                .bind("problem", outcome.problem())
                .execute();
    }

    private static StoredSchedule schedule(ResultSet row, StatementContext context)
            throws SQLException {
        return new StoredSchedule(
                Rows.uuid(row, "id"),
                new NewSchedule(
                        row.getString("cron"),
                        ZoneId.of(row.getString("zone")),
                        MissedRuns.valueOf(
                                row.getString("missed").toUpperCase(Locale.ROOT).replace('-', '_')),
                        row.getString("content_type"),
                        row.getBytes("body")),
                Rows.instant(row, "next_at"),
                Optional.ofNullable(row.getObject("last_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Rows.optionalUuid(row, "last_item_id").map(InvocationId::new),
                row.getString("last_problem"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
