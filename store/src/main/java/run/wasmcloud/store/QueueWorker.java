package run.wasmcloud.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.InvocationId;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * Works off, on one executor, what is due: asynchronous invocations and schedules. Any number of
 * executors do so side by side; each task is picked by one. Thread-safe.
 */
public final class QueueWorker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(QueueWorker.class.getName());
    private static final int MISSED_HEARTBEATS = 4;
    private static final double FETCH_WHEN_BELOW = 0.5;
    private static final double FETCH_UP_TO = 1.0;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Queue queue;
    private final Schedules schedules;
    private final QueueSettings settings;
    private final Function<QueueAttempt, QueueEnd> runner;
    private final Scheduler scheduler;

    private QueueWorker(
            DataSource database,
            Queue queue,
            Schedules schedules,
            ExecutorId executor,
            QueueSettings settings,
            Function<QueueAttempt, QueueEnd> runner) {
        this.queue = queue;
        this.schedules = schedules;
        this.settings = settings;
        this.runner = runner;
        this.scheduler = scheduler(database, executor);
    }

    static QueueWorker start(
            DataSource database,
            Queue queue,
            Schedules schedules,
            ExecutorId executor,
            QueueSettings settings,
            Function<QueueAttempt, QueueEnd> runner) {
        var worker = new QueueWorker(database, queue, schedules, executor, settings, runner);
        worker.scheduler.start();
        return worker;
    }

    private Scheduler scheduler(DataSource database, ExecutorId executor) {
        return Scheduler.create(database, tasks())
                .schedulerName(new SchedulerName.Fixed(executor.toString()))
                .tableName(Queue.TABLE)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(true, true))
                .threads(settings.atOnce())
                .executorService(
                        Executors.newFixedThreadPool(
                                settings.atOnce(), Thread.ofVirtual().name("queue-", 0).factory()))
                .pollUsingLockAndFetch(FETCH_WHEN_BELOW, FETCH_UP_TO)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_STOP)
                .build();
    }

    private List<Task<?>> tasks() {
        return List.of(
                Tasks.custom(Queue.TASK, Void.class)
                        .onFailure(this::again)
                        .execute((instance, _) -> invoke(instance.getId())),
                Tasks.custom(Schedules.TASK, Void.class)
                        .onFailure(this::again)
                        .execute((instance, _) -> trigger(instance.getId())));
    }

    private CompletionHandler<Void> invoke(String instance) {
        var item = new InvocationId(UUID.fromString(instance));
        return done(queue.begin(item, settings.attempts()).flatMap(this::attempt));
    }

    private Optional<Instant> attempt(QueueAttempt attempt) {
        return queue.end(attempt, ended(attempt), settings);
    }

    private QueueEnd ended(QueueAttempt attempt) {
        try {
            return runner.apply(attempt);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the attempt at " + attempt.item() + " failed", e);
            return new QueueEnd.Failed(Optional.empty(), "The platform failed", Optional.empty());
        }
    }

    private CompletionHandler<Void> trigger(String instance) {
        return done(schedules.trigger(UUID.fromString(instance), Instant.now()));
    }

    /** The database failed: what is to be done is still there. */
    private void again(ExecutionComplete failed, ExecutionOperations<Void> operations) {
        operations.reschedule(failed, Instant.now().plus(settings.firstDelay()));
    }

    /** Has the task done again, or never. */
    private static CompletionHandler<Void> done(Optional<Instant> next) {
        return (complete, operations) ->
                next.ifPresentOrElse(at -> operations.reschedule(complete, at), operations::remove);
    }

    /** Takes nothing more, and waits for what goes on. */
    @Override
    public void close() {
        LOG.log(Level.DEBUG, "the queue's worker stops");
        scheduler.stop();
    }
}
