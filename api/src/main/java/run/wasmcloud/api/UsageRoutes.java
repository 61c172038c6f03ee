package run.wasmcloud.api;

import static java.time.temporal.ChronoUnit.HOURS;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.QuotaItem;
import run.wasmcloud.model.wire.QuotaItem.Used;
import run.wasmcloud.model.wire.UsageItem;
import run.wasmcloud.model.wire.UsageReport;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Usage;
import run.wasmcloud.store.UsageSum;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** What functions used, and what is left of the plan. */
final class UsageRoutes {
    private static final Duration LONGEST_BY_HOUR = Duration.ofDays(31);
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Store store;
    private final Clock clock;

    UsageRoutes(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Without a time, the present month. */
    Object usage(Caller caller, ApiRequest request) {
        var by = request.query("by", "hour, day or function", UsageRoutes::by).orElse(Usage.By.DAY);
        var range = hours(TimeRange.of(request, month(presentMonth())));
        range.requireAtMost(
                by == Usage.By.HOUR ? LONGEST_BY_HOUR : LONGEST, "ask for a shorter time");
        var user = caller.user().id();
        return new UsageReport(
                range.since(),
                range.until(),
                store.usage().list(user, by, range.since(), range.until()).stream()
                        .map(UsageRoutes::item)
                        .toList(),
                item(store.usage().total(user, range.since(), range.until())),
                quota(caller));
    }

    private static Usage.By by(String text) {
        return switch (text) {
            case "hour" -> Usage.By.HOUR;
            case "day" -> Usage.By.DAY;
            case "function" -> Usage.By.FUNCTION;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Sums are kept by the hour: the time is widened to whole ones. */
    private static TimeRange hours(TimeRange range) {
        var until = range.until().truncatedTo(HOURS);
        return new TimeRange(
                range.since().truncatedTo(HOURS),
                until.equals(range.until()) ? until : until.plus(1, HOURS));
    }

    private QuotaItem quota(Caller caller) {
        var month = presentMonth();
        var used = store.usage().month(caller.user().id(), month);
        var limits = caller.limits();
        return new QuotaItem(
                caller.user().plan(),
                new Used(used.invocations(), bound(limits.month().invocations())),
                new Used(used.fuel(), bound(limits.month().fuel())),
                new Used(store.functions().count(caller.user().id()), (long) limits.functions()),
                Usage.beginning(month.plusMonths(1)));
    }

    private static @Nullable Long bound(long figure) {
        return figure == Long.MAX_VALUE ? null : figure;
    }

    private YearMonth presentMonth() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    static TimeRange month(YearMonth month) {
        return new TimeRange(Usage.beginning(month), Usage.beginning(month.plusMonths(1)));
    }

    /** Returns sums in the form that callers see. */
    static UsageItem item(UsageSum sum) {
        return new UsageItem(
                sum.from().orElse(null),
                sum.function().map(name -> name.value()).orElse(null),
                sum.invocations(),
                new java.util.TreeMap<>(sum.outcomes()),
                sum.fuel(),
                sum.cpuTime().toMillis(),
                sum.wallTime().toMillis(),
                sum.memoryByteSeconds(),
                sum.bytesIn(),
                sum.bytesOut(),
                sum.outboundRequests());
    }
}
