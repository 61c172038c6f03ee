package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Workers of one test take the items of another, too: each has a database of its own. */
@ExtendWith(TestStore.class)
@Timeout(180)
class QueueIT {
    private static final QueueSettings SETTINGS =
            new QueueSettings(
                    4, Duration.ofMillis(50), Duration.ofSeconds(1), 3, Duration.ofMillis(20));
    private static final QueueResult RESULT =
            new QueueResult(200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8), 2);

    private final Store store;
    private final DatabaseAddress address;
    private final User owner;
    private final Function function;

    QueueIT(Store server, @TempDir Path folder) throws Exception {
        address = TestStore.database(server);
        store =
                Store.open(
                        address,
                        FolderBlobStore.open(folder.resolve("modules")),
                        new StoreKeys(
                                SigningKeys.inFolder(folder.resolve("keys")),
                                MasterKeys.inFile(folder.resolve("master-keys"))));
        owner = TestStore.user(store);
        function = TestStore.function(store, owner);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private InvocationId add(String body) {
        var id = InvocationId.create();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        store.queue()
                .add(
                        id,
                        function.id(),
                        owner.id(),
                        new QueueRequest(Trigger.QUEUE, "/a?b", "text/plain", bytes));
        return id;
    }

    private QueueWorker work(java.util.function.Function<QueueAttempt, QueueEnd> runner) {
        return store.work(ExecutorId.create(), SETTINGS, runner);
    }

    private static QueueEnd done() {
        return new QueueEnd.Done(InvocationId.create(), RESULT);
    }

    private static QueueEnd failed() {
        return new QueueEnd.Failed(
                Optional.of(InvocationId.create()), "it trapped", Optional.empty());
    }

    private QueueItem item(InvocationId id) {
        return store.queue().find(owner.id(), id).orElseThrow();
    }

    private void await(InvocationId id, QueueState state) {
        await(() -> item(id).state() == state);
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void isFullAtItsBoundAndSaysHowFull() {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO queue_items (id, function_id, owner_id, trigger, target,
                                                    body, body_bytes, state, next_attempt_at)
                                                SELECT gen_random_uuid(), :function, :owner, 'queue', '/', '', 0,
                                                    'waiting', now()
                                                FROM generate_series(1, :count)
                                                """)
                                        .bind("function", function.id().value())
                                        .bind("owner", owner.id().value())
                                        .bind("count", Queue.MOST_WAITING - 1)
                                        .execute());
        add("123");

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> add(""))
                .withMessage(
                        "The queue is full: 10000 of 10000 invocations wait, with 3 of 268435456"
                                + " bytes in their bodies; try again later")
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    }

    @Test
    void keepsWhatHasEndedAsLongAsTheOwnersPlanSays() {
        var applicant =
                store.users()
                        .create(
                                "applicant@example.com",
                                TestStore.PASSWORD,
                                Role.USER,
                                Plan.APPLICANT);
        var small = TestStore.function(store, applicant);
        var ids = new java.util.ArrayList<InvocationId>();
        for (var of : List.of(small, function)) {
            var id = InvocationId.create();
            var request = new QueueRequest(Trigger.QUEUE, "/", null, new byte[0]);
            store.queue().enqueue(id, of, request);
            ids.add(id);
        }
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE queue_items SET state = 'done', finished_at = now()"
                                                + " - interval '2 days'"));

        store.queue().purge();

        assertThat(store.queue().find(applicant.id(), ids.get(0))).isEmpty();
        assertThat(store.queue().find(owner.id(), ids.get(1))).isPresent();
    }

    @Test
    void keepsTheResultOfAnInvocation() {
        var id = add("hello");
        assertThat(item(id).state()).isEqualTo(QueueState.WAITING);
        var seen = new CopyOnWriteArrayList<QueueAttempt>();

        try (var _ =
                work(
                        attempt -> {
                            seen.add(attempt);
                            return done();
                        })) {
            await(id, QueueState.DONE);
        }

        var attempt = seen.getFirst();
        assertThat(attempt.item()).isEqualTo(id);
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.function()).isEqualTo(function.name());
        assertThat(attempt.request().target()).isEqualTo("/a?b");
        assertThat(attempt.request().body()).asString().isEqualTo("hello");
        var item = item(id);
        assertThat(item.attempts()).isEqualTo(1);
        assertThat(item.lastRun()).isPresent();
        assertThat(item.finishedAt()).isPresent();
        assertThat(item.result().orElseThrow().body()).asString().isEqualTo("ok");
        assertThat(store.queue().find(TestStore.user(store).id(), id)).isEmpty();
    }

    @Test
    void runsEachInvocationOnceWithSeveralWorkers() {
        var runs = new ConcurrentHashMap<InvocationId, Integer>();
        java.util.function.Function<QueueAttempt, QueueEnd> runner =
                attempt -> {
                    runs.merge(attempt.item(), 1, Integer::sum);
                    return done();
                };
        var ids = new ArrayList<InvocationId>();
        try (var _ = work(runner);
                var _ = work(runner);
                var _ = work(runner)) {
            for (var count = 0; count < 100; count++) {
                ids.add(add("" + count));
            }
            ids.forEach(id -> await(id, QueueState.DONE));
        }

        assertThat(runs).hasSize(100).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void triesAgainAfterAFailure() {
        var id = add("");
        try (var _ = work(attempt -> attempt.number() < 3 ? failed() : done())) {
            await(id, QueueState.DONE);
        }

        assertThat(item(id).attempts()).isEqualTo(3);
        assertThat(item(id).reason()).isEmpty();
    }

    @Test
    void waitsLongerAfterEachFailure() {
        var settings = QueueSettings.defaults();

        assertThat(List.of(1, 2, 3, 4))
                .extracting(settings::delayAfter)
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(160),
                        Duration.ofSeconds(640));
    }

    @Test
    void givesUpWhenTheAttemptsAreUsedUpAndBeginsAgainWhenAsked() {
        var id = add("");
        try (var _ = work(_ -> failed())) {
            await(id, QueueState.DEAD);
        }
        var dead = store.queue().deadLetters(function.id(), Optional.empty(), 10).items();
        assertThat(dead).extracting(QueueItem::id).containsExactly(id);
        assertThat(dead.getFirst().reason()).isEqualTo("it trapped");
        assertThat(dead.getFirst().attempts()).isEqualTo(3);

        assertThat(store.queue().requeue(function, id)).isTrue();
        assertThat(store.queue().requeue(function, id)).isFalse();
        try (var _ = work(_ -> done())) {
            await(id, QueueState.DONE);
        }
        assertThat(item(id).attempts()).isEqualTo(1);
    }

    @Test
    void discardsDeadLettersOnly() {
        var id = add("");
        assertThat(store.queue().discard(function, id)).isFalse();
        try (var _ = work(_ -> new QueueEnd.Refused("suspended"))) {
            await(id, QueueState.DEAD);
        }
        assertThat(item(id).reason()).isEqualTo("suspended");
        assertThat(item(id).attempts()).isEqualTo(1);

        var other = TestStore.function(store, owner);
        assertThat(store.queue().discard(other, id)).isFalse();
        assertThat(store.queue().discard(function, id)).isTrue();
        assertThat(store.queue().find(owner.id(), id)).isEmpty();
    }

    @Test
    void countsNoAttemptForWhatWasPostponed() {
        var id = add("");
        var turns = new CopyOnWriteArrayList<Integer>();
        try (var _ =
                work(
                        attempt -> {
                            turns.add(attempt.number());
                            return turns.size() < 6 ? new QueueEnd.Postponed("full") : done();
                        })) {
            await(id, QueueState.DONE);
        }

        assertThat(turns).containsOnly(1).hasSize(6);
    }

    @Test
    void triesAgainWhatTheRunnerItselfFailedAt() {
        var id = add("");
        var turns = new CopyOnWriteArrayList<Integer>();
        try (var _ =
                work(
                        attempt -> {
                            turns.add(attempt.number());
                            if (turns.size() == 1) {
                                throw new IllegalStateException("a bug");
                            }
                            return done();
                        })) {
            await(id, QueueState.DONE);
        }

        assertThat(turns).containsExactly(1, 2);
    }

    @Test
    void runsAgainElsewhereWhatAKilledProcessHadBegun(@TempDir Path folder) throws Exception {
        var id = add("");
        var child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Xmx256m",
                                WorkingProcess.class.getName(),
                                address.jdbcUrl(),
                                address.user(),
                                address.password(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("begun " + id);
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
        assertThat(item(id).state()).isEqualTo(QueueState.RUNNING);

        var numbers = new CopyOnWriteArrayList<Integer>();
        try (var _ =
                work(
                        attempt -> {
                            numbers.add(attempt.number());
                            return done();
                        })) {
            await(id, QueueState.DONE);
        }
        assertThat(numbers).containsExactly(2);
    }

    @Test
    void buriesWhatEndsItsExecutorEachTime() {
        var id = add("");
        for (var attempt = 1; attempt <= 3; attempt++) {
            assertThat(store.queue().begin(id, 3).orElseThrow().number()).isEqualTo(attempt);
        }

        assertThat(store.queue().begin(id, 3)).isEmpty();
        assertThat(item(id).state()).isEqualTo(QueueState.DEAD);
        assertThat(item(id).reason()).contains("executor ended");
    }

    @Test
    void ignoresTheEndOfAnAttemptThatWasBegunAgainElsewhere() {
        var id = add("");
        var stalled = store.queue().begin(id, 3).orElseThrow();
        var second = store.queue().begin(id, 3).orElseThrow();

        store.queue().end(stalled, done(), SETTINGS);
        assertThat(item(id).state()).isEqualTo(QueueState.RUNNING);

        store.queue().end(second, new QueueEnd.Refused("no"), SETTINGS);
        assertThat(item(id).state()).isEqualTo(QueueState.DEAD);
    }

    @Test
    void refusesMoreThanFits() {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO queue_items (id, function_id, owner_id, trigger,
                                                    target, body, body_bytes, state)
                                                SELECT gen_random_uuid(), :function, :owner, 'queue', '/', '',
                                                    0, 'waiting'
                                                FROM generate_series(1, :count)
                                                """)
                                        .bind("function", function.id().value())
                                        .bind("owner", owner.id().value())
                                        .bind("count", Queue.MOST_WAITING - 1)
                                        .execute());
        add("the last one");

        assertThat(UsersIT.refusal(() -> add("one more"))).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    }

    @Test
    void waitsForWhatGoesOnWhenItIsClosed() throws Exception {
        var id = add("");
        var begun = new CountDownLatch(1);
        var worker =
                work(
                        _ -> {
                            begun.countDown();
                            return done();
                        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        worker.close();

        assertThat(item(id).state()).isEqualTo(QueueState.DONE);
    }
}
