package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The asynchronous invocations: each is run at least once, and after a failure again, until it
 * succeeds or has used up its attempts. Then it is a dead letter. Thread-safe.
 */
public final class Queue {
    /** How many invocations of a user may wait at once. */
    public static final int MOST_WAITING = 10_000;

    /** How many bytes their bodies may have. */
    public static final long MOST_WAITING_BYTES = 256L << 20;

    static final String TABLE = "queue_tasks";
    static final String TASK = "invocation";

    private final Jdbi jdbi;

    Queue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Has a function invoked soon.
     *
     * @param id a new one
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when too many wait already
     */
    public void add(InvocationId id, FunctionId function, UserId owner, QueueRequest request) {
        jdbi.useTransaction(handle -> add(handle, id, function, owner, request));
    }

    /**
     * Has a function invoked soon, because somebody asked for it here.
     *
     * @param id a new one
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when too many wait already
     */
    public void enqueue(
            InvocationId id, run.wasmcloud.store.Function function, QueueRequest request) {
        jdbi.useTransaction(
                handle -> {
                    add(handle, id, function.id(), function.owner(), request);
                    AuditTrail.note(
                            handle,
                            function.owner(),
                            "invocation.enqueue",
                            function.name().value(),
                            Map.of("invocation", id.toString()));
                });
    }

    static void add(
            Handle handle,
            InvocationId id,
            FunctionId function,
            UserId owner,
            QueueRequest request) {
        requireRoom(handle, owner, request.body().length);
        handle.createUpdate(
                        """
                        INSERT INTO queue_items (id, function_id, owner_id, trigger, target, content_type,
                            body, body_bytes, state, next_attempt_at)
                        VALUES (:id, :function, :owner, :trigger, :target, :type, :body, :bytes, 'waiting',
                            now())
                        """)
                .bind("id", id.value())
                .bind("function", function.value())
                .bind("owner", owner.value())
                .bind("trigger", Rows.word(request.trigger()))
                .bind("target", Rows.text(request.target()))
                .bindByType("type", text(request.contentType()), String.class)
                .bind("body", request.body())
                .bind("bytes", request.body().length)
                .execute();
        addTask(handle, TASK, id.value(), Instant.now());
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null ? null : Rows.text(value);
    }

    private record Waiting(long count, long bytes) {}

    private static void requireRoom(Handle handle, UserId owner, int bytes) {
        var waiting =
                handle.createQuery(
                                """
                                SELECT count(*) AS count, COALESCE(sum(body_bytes), 0) AS bytes
                                FROM queue_items
                                WHERE owner_id = :owner AND state IN ('waiting', 'running')
                                """)
                        .bind("owner", owner.value())
                        .map((row, _) -> new Waiting(row.getLong("count"), row.getLong("bytes")))
                        .one();
        if (waiting.count() >= MOST_WAITING || waiting.bytes() + bytes > MOST_WAITING_BYTES) {
            throw new WasmcloudException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "The queue is full: %d of %d invocations wait, with %d of %d bytes in their bodies; try again later"
                            .formatted(
                                    waiting.count(),
                                    MOST_WAITING,
                                    waiting.bytes(),
                                    MOST_WAITING_BYTES));
        }
    }

    /** Has a task done at a time; one that is there already gets that time. */
    static void addTask(Handle handle, String task, UUID instance, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO queue_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES (:task, :instance, :at, false, 1)
                        ON CONFLICT (task_name, task_instance) DO UPDATE
                        SET execution_time = :at, version = queue_tasks.version + 1
                        WHERE NOT queue_tasks.picked
                        """)
                .bind("task", task)
                .bind("instance", instance.toString())
                .bind("at", at)
                .execute();
    }

    /** Forgets a task that nobody does at the moment. */
    static void removeTask(Handle handle, String task, UUID instance) {
        handle.createUpdate(
                        """
                        DELETE FROM queue_tasks
                        WHERE task_name = :task AND task_instance = :instance AND NOT picked
                        """)
                .bind("task", task)
                .bind("instance", instance.toString())
                .execute();
    }

    /**
     * Begins an attempt.
     *
     * @param most how many attempts there are
     * @return empty when there is nothing to do: it is done, or it was the executors' end each time
     */
    Optional<QueueAttempt> begin(InvocationId id, int most) {
        return jdbi.inTransaction(
                handle -> {
                    endHopeless(handle, id, most);
                    return handle.createQuery(
                                    """
                                    UPDATE queue_items
                                    SET state = 'running', attempts = attempts + 1, next_attempt_at = NULL
                                    FROM functions
                                    WHERE queue_items.id = :id AND state IN ('waiting', 'running')
                                      AND functions.id = function_id
                                    RETURNING queue_items.*, functions.name
                                    """)
                            .bind("id", id.value())
                            .map((row, _) -> attempt(row))
                            .findOne();
                });
    }

    /** An attempt that never ended was cut short with its executor: it may be what ended it. */
    private static void endHopeless(Handle handle, InvocationId id, int most) {
        handle.createUpdate(
                        """
                        UPDATE queue_items
                        SET state = 'dead', finished_at = now(), next_attempt_at = NULL,
                            reason = 'The executor ended during the last attempt'
                        WHERE id = :id AND state = 'running' AND attempts >= :most
                        """)
                .bind("id", id.value())
                .bind("most", most)
                .execute();
    }

    private static QueueAttempt attempt(ResultSet row) throws SQLException {
        return new QueueAttempt(
                new InvocationId(Rows.uuid(row, "id")),
                new FunctionName(row.getString("name")),
                new QueueRequest(
                        Rows.value(Trigger.class, row, "trigger"),
                        row.getString("target"),
                        row.getString("content_type"),
                        row.getBytes("body")),
                row.getInt("attempts"));
    }

    /**
     * Ends an attempt.
     *
     * @return when the next one is to begin; empty when there is none
     */
    Optional<Instant> end(QueueAttempt attempt, QueueEnd end, QueueSettings settings) {
        return switch (end) {
            case QueueEnd.Done done -> {
                finish(attempt, QueueState.DONE, "", done.run(), done.result());
                yield Optional.empty();
            }
            case QueueEnd.Refused refused -> {
                finish(attempt, QueueState.DEAD, refused.reason(), null, null);
                yield Optional.empty();
            }
            case QueueEnd.Postponed postponed -> {
                var at = Instant.now().plus(settings.firstDelay());
                yield again(attempt, attempt.number() - 1, at, postponed.reason(), null, null);
            }
            case QueueEnd.Failed failed -> {
                var result = failed.result().orElse(null);
                var run = failed.run().orElse(null);
                if (attempt.number() >= settings.attempts()) {
                    finish(attempt, QueueState.DEAD, failed.reason(), run, result);
                    yield Optional.empty();
                }
                var at = Instant.now().plus(settings.delayAfter(attempt.number()));
                yield again(attempt, attempt.number(), at, failed.reason(), run, result);
            }
        };
    }

    private void finish(
            QueueAttempt attempt,
            QueueState state,
            String reason,
            @Nullable InvocationId run,
            @Nullable QueueResult result) {
        update(attempt, state, attempt.number(), null, reason, run, result);
    }

    private Optional<Instant> again(
            QueueAttempt attempt,
            int attempts,
            Instant at,
            String reason,
            @Nullable InvocationId run,
            @Nullable QueueResult result) {
        update(attempt, QueueState.WAITING, attempts, at, reason, run, result);
        return Optional.of(at);
    }

    /** One whose executor was taken for dead has been begun again: its end is of no interest. */
    private void update(
            QueueAttempt attempt,
            QueueState state,
            int attempts,
            @Nullable Instant next,
            String reason,
            @Nullable InvocationId run,
            @Nullable QueueResult result) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE queue_items
                                        SET state = :state, attempts = :attempts, next_attempt_at = :next,
                                            reason = :reason,
                                            last_invocation_id = COALESCE(:run, last_invocation_id),
                                            http_status = :status, result_type = :type, result = :result,
                                            result_bytes = :bytes, result_truncated = :truncated,
                                            finished_at = CASE WHEN :finished THEN now() END
                                        WHERE id = :id AND state = 'running' AND attempts = :attempt
                                        """)
                                .bind("id", attempt.item().value())
                                .bind("attempt", attempt.number())
                                .bind("state", Rows.word(state))
                                .bind("attempts", attempts)
                                .bindByType("next", next, Instant.class)
                                .bind("reason", Rows.text(reason))
                                .bindByType("run", run == null ? null : run.value(), UUID.class)
                                .bindByType(
                                        "status",
                                        result == null ? null : result.httpStatus(),
                                        Integer.class)
                                .bindByType(
                                        "type",
                                        result == null ? null : text(result.contentType()),
                                        String.class)
                                .bindByType(
                                        "result",
                                        result == null ? null : result.body(),
                                        byte[].class)
                                .bindByType(
                                        "bytes", result == null ? null : result.bytes(), Long.class)
                                .bind("truncated", result != null && result.isTruncated())
                                .bind("finished", next == null)
                                .execute());
    }

    /** Returns an asynchronous invocation of one of a user's functions. */
    public Optional<QueueItem> find(UserId owner, InvocationId id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT queue_items.*, name FROM queue_items
                                        JOIN functions ON functions.id = function_id
                                        WHERE queue_items.id = :id AND queue_items.owner_id = :owner
                                        """)
                                .bind("id", id.value())
                                .bind("owner", owner.value())
                                .map(Queue::item)
                                .findOne());
    }

    /**
     * Returns a part of a function's dead letters, the newest first, without their results.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<QueueItem> deadLetters(FunctionId function, Optional<String> after, int limit) {
        var before = after.map(Cursors::id).orElse(Cursors.LAST);
        var rows = jdbi.withHandle(handle -> deadLetters(handle, function, before, limit + 1));
        return Slice.of(rows, limit, item -> item.id().toString());
    }

    private static List<QueueItem> deadLetters(
            Handle handle, FunctionId function, UUID before, int limit) {
        return handle.createQuery(
                        """
                        SELECT queue_items.id, name, trigger, queue_items.state, attempts, next_attempt_at,
                            last_invocation_id, reason, NULL::integer AS http_status, queue_items.created_at,
                            finished_at
                        FROM queue_items JOIN functions ON functions.id = function_id
                        WHERE function_id = :function AND queue_items.state = 'dead'
                          AND queue_items.id < :before
                        ORDER BY queue_items.id DESC LIMIT :limit
                        """)
                .bind("function", function.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(Queue::item)
                .list();
    }

    /**
     * Has a dead letter tried again, with all attempts before it.
     *
     * @return false when the function has no such dead letter
     */
    public boolean requeue(run.wasmcloud.store.Function function, InvocationId id) {
        return changed(
                function,
                id,
                "requeue",
                handle -> {
                    var woken =
                            handle.createUpdate(
                                            """
                                            UPDATE queue_items
                                            SET state = 'waiting', attempts = 0, reason = '',
                                                finished_at = NULL, next_attempt_at = now()
                                            WHERE id = :id AND function_id = :function AND state = 'dead'
                                            """)
                                    .bind("id", id.value())
                                    .bind("function", function.id().value())
                                    .execute();
                    if (woken > 0) {
                        addTask(handle, TASK, id.value(), Instant.now());
                    }
                    return woken;
                });
    }

    /**
     * Removes a dead letter.
     *
     * @return false when the function has no such dead letter
     */
    public boolean discard(run.wasmcloud.store.Function function, InvocationId id) {
        return changed(
                function,
                id,
                "discard",
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM queue_items
                                        WHERE id = :id AND function_id = :function AND state = 'dead'
                                        """)
                                .bind("id", id.value())
                                .bind("function", function.id().value())
                                .execute());
    }

    private boolean changed(
            run.wasmcloud.store.Function function,
            InvocationId id,
            String verb,
            Function<Handle, Integer> change) {
        return jdbi.inTransaction(
                handle -> {
                    var isChanged = change.apply(handle) > 0;
                    if (isChanged) {
                        AuditTrail.note(
                                handle,
                                function.owner(),
                                "dead-letter." + verb,
                                function.name().value(),
                                Map.of("invocation", id.toString()));
                    }
                    return isChanged;
                });
    }

    /** Removes what ended longer ago than its owner's plan keeps. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                DELETE FROM queue_items USING users, plans
                                WHERE users.id = owner_id AND plans.name = users.plan
                                  AND finished_at < now() - make_interval(days => retention_days::integer)
                                """));
    }

    private static QueueItem item(ResultSet row, StatementContext context) throws SQLException {
        return new QueueItem(
                new InvocationId(Rows.uuid(row, "id")),
                new FunctionName(row.getString("name")),
                Rows.value(Trigger.class, row, "trigger"),
                Rows.value(QueueState.class, row, "state"),
                row.getInt("attempts"),
                optionalInstant(row, "next_attempt_at"),
                Rows.optionalUuid(row, "last_invocation_id").map(InvocationId::new),
                row.getString("reason"),
                result(row),
                Rows.instant(row, "created_at"),
                optionalInstant(row, "finished_at"));
    }

    private static Optional<Instant> optionalInstant(ResultSet row, String column)
            throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static Optional<QueueResult> result(ResultSet row) throws SQLException {
        var status = row.getObject("http_status", Integer.class);
        return status == null
                ? Optional.empty()
                : Optional.of(
                        new QueueResult(
                                status,
                                row.getString("result_type"),
                                row.getBytes("result"),
                                row.getLong("result_bytes")));
    }
}
