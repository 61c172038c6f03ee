package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestStore.class)
@Timeout(120)
class RetentionIT {
    private final Store store;
    private final Instant now = Instant.now();

    RetentionIT(Store store) {
        this.store = store;
    }

    @Test
    void keepsReceiptsAndLogsAsLongAsTheOwnersPlanSays() {
        var applicant = function(Plan.APPLICANT);
        var free = function(Plan.FREE);
        var paid = function(Plan.PAID);
        for (var function : List.of(applicant, free, paid)) {
            for (var days : List.of(0, 2, 8)) {
                add(function, now.minus(Duration.ofDays(days)));
            }
        }

        new Retention(store.jdbi(), store.plans(), Clock.systemUTC()).apply();

        assertThat(List.of(receipts(applicant), receipts(free), receipts(paid)))
                .containsExactly(1, 2, 3);
        assertThat(List.of(lines(applicant), lines(free), lines(paid))).containsExactly(1, 2, 3);
    }

    private Function function(Plan plan) {
        var user =
                store.users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestStore.PASSWORD,
                                Role.USER,
                                plan);
        return TestStore.function(store, user);
    }

    private void add(Function function, Instant at) {
        TestStore.ship(
                store, List.of(TestReceipts.at(function.id(), at, new Outcome.Completed(), 1)));
        TestStore.shipLines(
                store.shipments(),
                List.of(
                        new LogLine(
                                function.id(),
                                InvocationId.create(),
                                at,
                                LogLevel.INFO,
                                LogSource.GUEST,
                                "x")));
    }

    private int receipts(Function function) {
        return store.invocations()
                .list(function.id(), Optional.empty(), Optional.empty(), 10)
                .items()
                .size();
    }

    private int lines(Function function) {
        return store.logLines().list(LogQuery.last(function.id(), 10)).items().size();
    }
}
