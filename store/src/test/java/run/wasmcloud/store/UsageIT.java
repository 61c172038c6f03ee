package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.User;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

@ExtendWith(TestStore.class)
@Timeout(120)
class UsageIT {
    private final Instant today =
            LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
    private final Store store;
    private User user;
    private Function one;
    private Function two;

    UsageIT(Store store) {
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
    }

    private Invocation run(Function function, Instant at, Outcome outcome, long fuel) {
        return TestReceipts.at(function.id(), at, outcome, fuel);
    }

    private void ship(Invocation... invocations) {
        TestStore.ship(store, Arrays.asList(invocations));
    }

    private List<UsageSum> list(Usage.By by) {
        return store.usage()
                .list(
                        user.id(),
                        by,
                        today.minus(2, ChronoUnit.DAYS),
                        today.plus(1, ChronoUnit.DAYS));
    }

    @Test
    void addsUpByHourDayAndFunction() {
        ship(
                run(one, today, new Outcome.Completed(), 5),
                run(one, today.plusSeconds(3_599), new Outcome.Exited(1), 6),
                run(one, today.plusSeconds(3_600), new Outcome.Completed(), 7),
                run(two, today.minusSeconds(1), new Outcome.Denied("x"), 8));

        assertThat(list(Usage.By.HOUR))
                .extracting(sum -> sum.from().orElseThrow(), UsageSum::invocations, UsageSum::fuel)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(today.minusSeconds(3_600), 1L, 8L),
                        org.assertj.core.groups.Tuple.tuple(today, 2L, 11L),
                        org.assertj.core.groups.Tuple.tuple(today.plusSeconds(3_600), 1L, 7L));
        assertThat(list(Usage.By.DAY))
                .extracting(sum -> sum.from().orElseThrow(), UsageSum::invocations)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(today.minus(1, ChronoUnit.DAYS), 1L),
                        org.assertj.core.groups.Tuple.tuple(today, 3L));
        assertThat(list(Usage.By.FUNCTION))
                .extracting(sum -> sum.function().orElseThrow(), UsageSum::invocations)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(one.name(), 3L),
                        org.assertj.core.groups.Tuple.tuple(two.name(), 1L));
        var total =
                store.usage()
                        .total(
                                user.id(),
                                today.minus(2, ChronoUnit.DAYS),
                                today.plus(1, ChronoUnit.DAYS));
        assertThat(total.outcomes())
                .containsEntry("completed", 2L)
                .containsEntry("exited", 1L)
                .containsEntry("denied", 1L)
                .containsEntry("trapped", 0L);
        assertThat(total.wallTime()).isEqualTo(Duration.ofSeconds(8));
        assertThat(total.cpuTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(total.memoryByteSeconds()).isEqualTo(8_000);
        assertThat(total.bytesIn()).isEqualTo(40);
        assertThat(total.bytesOut()).isEqualTo(80);
        assertThat(total.outboundRequests()).isEqualTo(12);
    }

    @Test
    void countsEachReceiptOnceThoughItIsShippedTwice() {
        var executor = ExecutorId.create();
        var rows = List.of(Shipments.row(run(one, today, new Outcome.Completed(), 5)));

        store.shipments().take(executor, 1, rows, List.of());
        store.shipments().take(executor, 1, rows, List.of());

        assertThat(list(Usage.By.HOUR)).extracting(UsageSum::invocations).containsExactly(1L);
        var months =
                store.usage()
                        .months(
                                List.of(user.id()),
                                YearMonth.from(today.atOffset(ZoneOffset.UTC)),
                                executor);
        assertThat(months.users()).containsEntry(user.id(), new MonthUse(1, 5));
        assertThat(months.taken()).isEqualTo(1);
    }

    @Test
    void countsNothingOfABatchThatWasNotTaken() {
        var good = Shipments.row(run(one, today, new Outcome.Completed(), 5));

        assertThatThrownBy(
                        () ->
                                store.shipments()
                                        .take(
                                                ExecutorId.create(),
                                                2,
                                                List.of(good, new byte[] {1, 2}),
                                                List.of()))
                .isNotNull();
        assertThat(list(Usage.By.HOUR)).isEmpty();
    }

    @Test
    void addsUpWhatManyExecutorsShipAtOnce() throws Exception {
        var executors = 8;
        var batches = 5;
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var shipping = new ArrayList<Callable<Void>>();
            for (var count = 0; count < executors; count++) {
                var reversed = count % 2 == 0;
                shipping.add(() -> shipBatches(batches, reversed));
            }
            for (var done : threads.invokeAll(shipping)) {
                done.get();
            }
        }
        assertThat(list(Usage.By.FUNCTION))
                .extracting(UsageSum::invocations)
                .containsExactly((long) executors * batches, (long) executors * batches);
    }

    private Void shipBatches(int batches, boolean reversed) {
        for (var batch = 0; batch < batches; batch++) {
            var first = run(one, today, new Outcome.Completed(), 1);
            var second = run(two, today, new Outcome.Completed(), 1);
            ship(reversed ? second : first, reversed ? first : second);
        }
        return null;
    }

    @Test
    void keepsTheSumsWhenReceiptsAndFunctionAreGone() {
        ship(run(one, today, new Outcome.Completed(), Long.MAX_VALUE));
        ship(run(one, today, new Outcome.Completed(), Long.MAX_VALUE));
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "DELETE FROM invocations WHERE function_id = ?",
                                    one.id().value());
                            handle.execute("DELETE FROM functions WHERE id = ?", one.id().value());
                        });

        var sum = list(Usage.By.FUNCTION).getFirst();
        assertThat(sum.function()).isEmpty();
        assertThat(sum.invocations()).isEqualTo(2);
        assertThat(sum.fuel()).as("as much as a long tells").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void hasNothingOfOthers() {
        ship(run(one, today, new Outcome.Completed(), 5));
        var other = TestStore.user(store);

        assertThat(
                        store.usage()
                                .list(
                                        other.id(),
                                        Usage.By.HOUR,
                                        today.minus(2, ChronoUnit.DAYS),
                                        today.plus(2, ChronoUnit.DAYS)))
                .isEmpty();
        assertThat(store.usage().total(other.id(), today, today.plusSeconds(1)).outcomes())
                .containsEntry("completed", 0L);
        assertThat(store.usage().month(other.id(), YearMonth.from(today.atOffset(ZoneOffset.UTC))))
                .isEqualTo(MonthUse.NONE);
    }
}
