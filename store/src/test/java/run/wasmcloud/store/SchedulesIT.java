package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestStore.class)
class SchedulesIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** An hour before the clocks are put forward. */
    private static final Instant NIGHT = Instant.parse("2036-03-30T00:00:00Z");

    private final Store store;
    private final User owner;
    private final Function function;

    SchedulesIT(Store store) {
        this.store = store;
        this.owner = TestStore.user(store);
        this.function = TestStore.function(store, owner);
    }

    private static NewSchedule schedule(String cron, MissedRuns missed) {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        return new NewSchedule(cron, BERLIN, missed, "application/json", body);
    }

    private StoredSchedule create(String cron, MissedRuns missed) {
        var next = CronExpression.of(cron, BERLIN).after(NIGHT).orElseThrow();
        return store.schedules().create(function, schedule(cron, missed), next);
    }

    private StoredSchedule read(StoredSchedule schedule) {
        return store.schedules().find(function.id(), schedule.id()).orElseThrow();
    }

    @Test
    void putsAnInvocationIntoTheQueueWhenItIsDue() {
        var daily = create("30 2 * * *", MissedRuns.RUN_ONCE);
        assertThat(daily.nextAt()).isEqualTo("2036-03-30T01:30:00Z");

        var next = store.schedules().trigger(daily.id(), daily.nextAt());

        assertThat(next).contains(Instant.parse("2036-03-31T00:30:00Z"));
        var triggered = read(daily);
        assertThat(triggered.nextAt()).isEqualTo("2036-03-31T00:30:00Z");
        assertThat(triggered.lastAt()).contains(daily.nextAt());
        assertThat(triggered.lastProblem()).isEmpty();
        var item = store.queue().find(owner.id(), triggered.lastItem().orElseThrow()).orElseThrow();
        assertThat(item.trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(item.state()).isEqualTo(QueueState.WAITING);
    }

    @Test
    void putsNoSecondOneForTheSameTime() {
        var daily = create("30 2 * * *", MissedRuns.RUN_ONCE);
        store.schedules().trigger(daily.id(), daily.nextAt());
        var item = read(daily).lastItem();

        var next = store.schedules().trigger(daily.id(), daily.nextAt().plusSeconds(1));

        assertThat(next).contains(read(daily).nextAt());
        assertThat(read(daily).lastItem()).isEqualTo(item);
    }

    @Test
    void makesUpOnceForTimesThatWereMissed() {
        var hourly = create("0 * * * *", MissedRuns.RUN_ONCE);

        var next =
                store.schedules().trigger(hourly.id(), hourly.nextAt().plus(Duration.ofHours(5)));

        assertThat(next).contains(hourly.nextAt().plus(Duration.ofHours(6)));
        assertThat(read(hourly).lastItem()).isPresent();
    }

    @Test
    void skipsTimesThatWereMissedWhenAskedTo() {
        var hourly = create("0 * * * *", MissedRuns.SKIP);

        var late = store.schedules().trigger(hourly.id(), hourly.nextAt().plusSeconds(61));
        assertThat(late).contains(hourly.nextAt().plus(Duration.ofHours(1)));
        assertThat(read(hourly).lastItem()).isEmpty();
        assertThat(read(hourly).lastProblem()).contains("missed");

        store.schedules().trigger(hourly.id(), late.orElseThrow().plusSeconds(59));
        assertThat(read(hourly).lastItem()).isPresent();
        assertThat(read(hourly).lastProblem()).isEmpty();
    }

    @Test
    void runsNothingOfWhatMayNotBeRun() {
        var hourly = create("0 * * * *", MissedRuns.RUN_ONCE);
        store.access().suspend(function.name(), SuspensionReason.SPAM, "");
        assertNotRun(hourly, "suspended");
        store.access().lift(function.name());
        store.users().setState(owner.id(), UserState.LOCKED);
        assertNotRun(hourly, "suspended");
        store.users().setState(owner.id(), UserState.ACTIVE);
        store.functions().delete(owner.id(), function.name());
        assertNotRun(hourly, "deleted");
    }

    private void assertNotRun(StoredSchedule schedule, String reason) {
        var due = read(schedule).nextAt();
        assertThat(store.schedules().trigger(schedule.id(), due)).isPresent();
        assertThat(read(schedule).lastItem()).isEmpty();
        assertThat(read(schedule).lastProblem()).contains(reason);
    }

    @Test
    void replacesAndDeletes() {
        var schedule = create("0 * * * *", MissedRuns.SKIP);
        var next = NIGHT.plusSeconds(300);

        var replaced =
                store.schedules()
                        .replace(
                                function,
                                schedule.id(),
                                schedule("5 * * * *", MissedRuns.RUN_ONCE),
                                next)
                        .orElseThrow();

        assertThat(replaced.schedule().cron()).isEqualTo("5 * * * *");
        assertThat(replaced.nextAt()).isEqualTo(next);
        assertThat(store.schedules().list(function.id(), Optional.empty(), 10).items())
                .extracting(StoredSchedule::id)
                .containsExactly(schedule.id());
        var other = TestStore.function(store, owner);
        assertThat(store.schedules().delete(other, schedule.id())).isFalse();
        assertThat(store.schedules().find(other.id(), schedule.id())).isEmpty();
        assertThat(store.schedules().delete(function, schedule.id())).isTrue();
        assertThat(store.schedules().delete(function, schedule.id())).isFalse();
        assertThat(store.schedules().trigger(schedule.id(), next)).isEmpty();
    }

    @Test
    void countsSchedulesAgainstThePlan() {
        var applicant =
                store.users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestStore.PASSWORD,
                                Role.USER,
                                Plan.APPLICANT);
        var small = TestStore.function(store, applicant);

        assertThat(
                        UsersIT.refusal(
                                () ->
                                        store.schedules()
                                                .create(
                                                        small,
                                                        schedule("* * * * *", MissedRuns.SKIP),
                                                        NIGHT)))
                .isEqualTo(ErrorCode.QUOTA_REACHED);
    }
}
