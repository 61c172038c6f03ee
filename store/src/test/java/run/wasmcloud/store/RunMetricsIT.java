package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UuidV7;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@ExtendWith(TestStore.class)
@Timeout(120)
class RunMetricsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99);

    private final Instant hour =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    private final Store store;
    private User user;
    private Function one;
    private Function two;
    private ExecutorId executor = ExecutorId.create();

    RunMetricsIT(Store store) {
        this.store = store;
        this.user = TestStore.user(store);
        this.one = TestStore.function(store, user);
        this.two = TestStore.function(store, user);
    }

    @BeforeEach
    void makeFunctions() {
        user = TestStore.user(store);
        one = TestStore.function(store, user);
        two = TestStore.function(store, user);
        executor = ExecutorId.create();
    }

    private Invocation run(Function function, Instant at, Outcome outcome, Duration wall) {
        return new Invocation(
                new InvocationId(UuidV7.at(at.toEpochMilli())),
                function.id(),
                DeploymentId.create(),
                1,
                executor,
                Trigger.HTTP,
                at,
                200,
                new Receipt(
                        outcome,
                        wall,
                        Duration.ofMillis(1),
                        7,
                        wall.toMillis() * 10,
                        Map.of(),
                        Map.of(),
                        1,
                        2,
                        0,
                        "test"));
    }

    private Invocation run(Function function, Instant at) {
        return run(function, at, new Outcome.Completed(), Duration.ofMillis(2));
    }

    private void ship(Invocation... invocations) {
        TestStore.ship(store, Arrays.asList(invocations));
    }

    private List<RunMetrics.Step> list(Instant since, Duration time, Duration step) {
        return store.runMetrics().ofFunction(one.id(), since, since.plus(time), step, QUANTILES);
    }

    @Test
    void addsUpRunsOfSeveralShipmentsByTheMinuteInWhichTheyBegan() {
        ship(
                run(one, hour),
                run(one, hour.plusNanos(59_999_999_000L), new Outcome.Exited(1), HOUR),
                run(two, hour));
        ship(run(one, hour.plusSeconds(30), new Outcome.Denied("x"), Duration.ofMillis(4)));
        ship(run(one, hour.plusSeconds(120)));

        var steps = list(hour, HOUR, MINUTE);

        assertThat(steps)
                .extracting(RunMetrics.Step::from)
                .containsExactly(hour, hour.plusSeconds(120));
        var first = steps.getFirst();
        assertThat(first.runs()).isEqualTo(3);
        assertThat(first.outcomes())
                .hasSize(8)
                .containsEntry("completed", 1L)
                .containsEntry("exited", 1L)
                .containsEntry("denied", 1L)
                .containsEntry("trapped", 0L);
        assertThat(first.fuel()).isEqualTo(21);
        assertThat(first.peakMemoryBytes()).isEqualTo(36_000_000);
        assertThat(first.averageMemoryBytes()).isEqualTo((20 + 40 + 36_000_000) / 3);
        assertThat(first.wall().get(2)).as("the longest there was").isEqualTo(HOUR);
    }

    @Test
    void tellsQuantilesAsExactlyAsItPromises() {
        var runs = new ArrayList<Invocation>();
        for (var millis = 1; millis <= 1_000; millis++) {
            var at = hour.plusMillis(millis);
            runs.add(run(one, at, new Outcome.Completed(), Duration.ofMillis(millis)));
        }
        TestStore.ship(store, runs.subList(0, 333));
        TestStore.ship(store, runs.subList(333, 1_000));

        var wall = list(hour, HOUR, HOUR).getFirst().wall();

        assertThat(wall.get(0).toNanos() / 500_000_000.0).isBetween(1.0, 1.0906);
        assertThat(wall.get(1).toNanos() / 900_000_000.0).isBetween(1.0, 1.0906);
        assertThat(wall.get(2).toNanos() / 990_000_000.0).isBetween(1.0, 1.0906);
    }

    @Test
    void putsARunWhereItsBucketEnds() {
        for (var nanos : List.of(1L, 7_999L, 8_000L, 1_000_000L, 900_000_000_000L)) {
            ship(run(one, hour, new Outcome.Completed(), Duration.ofNanos(nanos)));
        }
        var counts =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT wall_counts FROM run_steps
                                                        WHERE subject_id = ? AND step_seconds = 60
                                                        """)
                                                .bind(0, one.id().value())
                                                .mapTo(String.class)
                                                .one());
        assertThat(counts)
                .as("ceil(8 log2(nanos / 8000))")
                .isEqualTo("{\"0\": 2, \"1\": 1, \"56\": 1, \"214\": 1}");
    }

    @Test
    void addsUpLongerStepsFromTheirBeginningWhateverTheTimeZone() {
        var day = hour.truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS);
        ship(
                run(one, day.minusMillis(1)),
                run(one, day),
                run(one, day.plus(23, ChronoUnit.HOURS).plusSeconds(3_599)),
                run(one, day.plus(1, ChronoUnit.DAYS)));

        assertThat(list(day, Duration.ofDays(2), Duration.ofDays(1)))
                .extracting(RunMetrics.Step::from, RunMetrics.Step::runs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(day, 2L),
                        org.assertj.core.groups.Tuple.tuple(day.plus(1, ChronoUnit.DAYS), 1L));
    }

    @Test
    void addsUpWhatExecutorsRan() {
        ship(run(one, hour), run(two, hour));
        var first = executor;
        executor = ExecutorId.create();
        ship(run(one, hour));

        assertThat(platform(Optional.of(first))).isEqualTo(2);
        assertThat(platform(Optional.of(executor))).isEqualTo(1);
        assertThat(platform(Optional.empty())).isGreaterThanOrEqualTo(3);
    }

    private long platform(Optional<ExecutorId> of) {
        return store.runMetrics()
                .ofPlatform(of, hour, hour.plus(HOUR), HOUR, QUANTILES)
                .getFirst()
                .runs();
    }

    @Test
    void tellsTheMinutesOfAllFunctionsOfAUserOnly() {
        ship(
                run(one, hour),
                run(one, hour, new Outcome.Cancelled(), HOUR),
                run(one, hour, new Outcome.Trapped("x", List.of()), HOUR),
                run(two, hour.plusSeconds(61)));
        var other = TestStore.function(store, TestStore.user(store));
        ship(run(other, hour));

        var minutes = store.runMetrics().minutes(user.id(), hour, hour.plus(HOUR));

        assertThat(minutes)
                .containsExactlyInAnyOrder(
                        new RunMetrics.Minute(one.name(), hour, 3, 1),
                        new RunMetrics.Minute(two.name(), hour.plusSeconds(60), 1, 0));
        store.functions().delete(user.id(), one.name());
        assertThat(store.runMetrics().minutes(user.id(), hour, hour.plus(HOUR))).hasSize(1);
    }

    @Test
    void losesNothingWhenManyExecutorsShipAtOnce() throws Exception {
        var shippers = 6;
        var batches = 5;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shipping = new ArrayList<Callable<Void>>();
            for (var count = 0; count < shippers; count++) {
                var reversed = count % 2 == 0;
                shipping.add(
                        () -> {
                            for (var batch = 0; batch < batches; batch++) {
                                ship(
                                        run(reversed ? two : one, hour),
                                        run(reversed ? one : two, hour));
                            }
                            return null;
                        });
            }
            for (var done : threads.invokeAll(shipping)) {
                done.get();
            }
        }
        assertThat(list(hour, HOUR, MINUTE).getFirst().runs()).isEqualTo((long) shippers * batches);
        assertThat(list(hour, HOUR, MINUTE).getFirst().wall().getFirst().toMillis())
                .isCloseTo(2, within(0L));
    }

    @Test
    void keepsMinutesForTwoDaysAndHoursForAMonth() {
        ship(run(one, hour));
        var later = Clock.fixed(hour.plus(Duration.ofHours(50)), ZoneOffset.UTC);

        new RunMetrics(store.jdbi(), later).purge();

        assertThat(list(hour, HOUR, MINUTE)).isEmpty();
        assertThat(list(hour, HOUR, HOUR)).hasSize(1);
        new RunMetrics(store.jdbi(), Clock.offset(later, Duration.ofDays(31))).purge();
        assertThat(list(hour, HOUR, HOUR)).isEmpty();
    }
}
