package run.wasmcloud.store;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Times of five fields in a time zone: minute, hour, day of the month, month, day of the week.
 * Where a change of the clocks leaves a local time out, it comes later by as much as the clocks are
 * put forward. A local time that comes twice counts once, the first time; "every hour" counts each
 * hour. Immutable.
 */
public final class CronExpression {
    private static final int FIELDS = 5;
    private static final int LONGEST = 200;
    private static final Duration LONGEST_GAP = Duration.ofDays(1);

    private final String text;
    private final ZoneId zone;
    private final Schedule schedule;

    private CronExpression(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        this.schedule = new CronSchedule(text, zone, CronStyle.UNIX);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is none, with the reason
     */
    public static CronExpression of(String text, ZoneId zone) {
        if (text.length() > LONGEST || text.strip().split("\\s+").length != FIELDS) {
            throw new IllegalArgumentException(
                    "expected: five fields: minute, hour, day of the month, month, day of the"
                            + " week");
        }
        return new CronExpression(text.strip(), zone);
    }

    /**
     * Returns the first time after another one.
     *
     * @return empty when there is none
     */
    public Optional<Instant> after(Instant time) {
        return next(schedule, time).map(next -> leftOut(time, next).orElse(next));
    }

    private static Optional<Instant> next(Schedule schedule, Instant time) {
        var next = schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(time));
        return next.isBefore(Schedule.NEVER) ? Optional.of(next) : Optional.empty();
    }

    /** Returns the first time between two that the clocks leave out, moved to where it comes. */
    private Optional<Instant> leftOut(Instant after, Instant before) {
        var rules = zone.getRules();
        var change = rules.nextTransition(after.minus(LONGEST_GAP));
        while (change != null && change.getInstant().isBefore(before)) {
            var time = change.isGap() ? leftOut(change, after) : Optional.<Instant>empty();
            if (time.isPresent() && time.get().isBefore(before)) {
                return time;
            }
            change = rules.nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    /** Those are the times that there would be had the clocks not been changed. */
    private Optional<Instant> leftOut(ZoneOffsetTransition gap, Instant after) {
        var unchanged = new CronSchedule(text, gap.getOffsetBefore(), CronStyle.UNIX);
        var begin = gap.getInstant().minusSeconds(1);
        return next(unchanged, after.isAfter(begin) ? after : begin)
                .filter(time -> time.isBefore(gap.getInstant().plus(gap.getDuration())));
    }
}
