package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.wire.ChargeItem;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.model.wire.Statement;
import run.wasmcloud.model.wire.UsageItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.PlanPeriod;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Usage;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The accounts of months: what functions used, and what is due for it. */
final class StatementRoutes {
    private static final List<String> COLUMNS =
            List.of(
                    "month",
                    "function",
                    "invocations",
                    "fuel",
                    "cpuMillis",
                    "wallMillis",
                    "memoryByteSeconds",
                    "bytesIn",
                    "bytesOut",
                    "outboundRequests",
                    "plan",
                    "since",
                    "until",
                    "amount",
                    "currency");

    private final Store store;
    private final Clock clock;

    StatementRoutes(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Object statement(Caller caller, ApiRequest request) {
        var month = monthOf(request.path("month"));
        var statement = statement(caller, month);
        return isCsv(request) ? csv(statement) : statement;
    }

    private static YearMonth monthOf(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw ApiRequest.notFound("month; one looks like 2026-01");
        }
    }

    private static boolean isCsv(ApiRequest request) {
        return request.query(
                        "format",
                        "json or csv",
                        text ->
                                switch (text) {
                                    case "json" -> false;
                                    case "csv" -> true;
                                    default -> throw new IllegalArgumentException(text);
                                })
                .orElse(false);
    }

    private Statement statement(Caller caller, YearMonth month) {
        var range = UsageRoutes.month(month);
        var user = caller.user().id();
        var periods = store.planPeriods().list(user, range.since(), range.until());
        return new Statement(
                month.toString(),
                range.since(),
                range.until(),
                caller.user().plan(),
                !clock.instant().isBefore(range.until()),
                store.usage().list(user, Usage.By.FUNCTION, range.since(), range.until()).stream()
                        .map(UsageRoutes::item)
                        .toList(),
                UsageRoutes.item(store.usage().total(user, range.since(), range.until())),
                periods.stream().map(period -> charge(period, range)).toList(),
                sums(periods, range));
    }

    private static ChargeItem charge(PlanPeriod period, TimeRange month) {
        return new ChargeItem(
                period.plan(),
                period.since(),
                period.until(),
                period.price().map(MoneyItem::of).orElse(null),
                period.price().map(price -> MoneyItem.of(due(period, price, month))).orElse(null));
    }

    private static Money due(PlanPeriod period, Money price, TimeRange month) {
        return price.share(
                Duration.between(period.since(), period.until()).toMillis(),
                Duration.between(month.since(), month.until()).toMillis());
    }

    private static List<MoneyItem> sums(List<PlanPeriod> periods, TimeRange month) {
        var sums = new TreeMap<String, Long>();
        for (var period : periods) {
            period.price()
                    .map(price -> due(period, price, month))
                    .ifPresent(due -> sums.merge(due.currency(), due.amount(), Math::addExact));
        }
        return sums.entrySet().stream()
                .map(sum -> new MoneyItem(sum.getValue(), sum.getKey()))
                .toList();
    }

    /** First what each function used, then what is due: each row has the columns of one of them. */
    private static Streamed csv(Statement statement) {
        return new Streamed(
                "text/csv; charset=utf-8; header=present",
                "statement-" + statement.month() + ".csv",
                stream -> {
                    try (var table = new CsvTable(stream, COLUMNS)) {
                        for (var item : statement.functions()) {
                            table.add(cells(statement.month(), item));
                        }
                        for (var charge : statement.charges()) {
                            table.add(cells(statement.month(), charge));
                        }
                    }
                });
    }

    private static List<@Nullable Object> cells(String month, UsageItem item) {
        return row(
                month,
                item.function(),
                item.invocations(),
                item.fuel(),
                item.cpuMillis(),
                item.wallMillis(),
                item.memoryByteSeconds(),
                item.bytesIn(),
                item.bytesOut(),
                item.outboundRequests(),
                null,
                null,
                null,
                null,
                null);
    }

    private static List<@Nullable Object> cells(String month, ChargeItem charge) {
        var due = charge.due();
        return row(
                month,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Json.word(charge.plan()),
                charge.since(),
                charge.until(),
                due == null ? null : due.amount(),
                due == null ? null : due.currency());
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
