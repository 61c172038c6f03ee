package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

@ExtendWith(TestStore.class)
class PartitionsIT {
    private static final Instant NOON = Instant.parse("2030-05-31T12:00:00Z");

    private final Database database;
    private final LogLines logLines;
    private final FunctionId function = FunctionId.create();

    PartitionsIT(Store store) {
        this.database = Database.open(TestStore.database(store));
        this.logLines = new LogLines(database.jdbi());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesTheComingDays() {
        maintain(NOON);
        maintain(NOON);

        assertThat(partitions())
                .hasSize(9)
                .startsWith("log_lines_20300530")
                .endsWith("log_lines_20300607");
        append(NOON);
        assertThat(count("log_lines_20300531")).isEqualTo(1);
        assertThat(count("log_lines_default")).isZero();
    }

    @Test
    void movesRowsThatCameBeforeTheirPartition() {
        append(NOON);
        assertThat(count("log_lines_default")).isEqualTo(1);

        maintain(NOON);

        assertThat(count("log_lines_default")).isZero();
        assertThat(count("log_lines_20300531")).isEqualTo(1);
        assertThat(logLines.list(LogQuery.last(function, 10)).items()).hasSize(1);
    }

    @Test
    void dropsWhatHasExpiredAndNothingElse() {
        maintain(NOON);
        append(NOON);
        append(NOON.minus(Duration.ofDays(100)));

        maintain(NOON.plus(Duration.ofDays(30)));
        assertThat(count("log_lines_20300531")).isEqualTo(1);
        assertThat(count("log_lines_default")).isZero();

        maintain(NOON.plus(Duration.ofDays(31)));
        assertThat(partitions())
                .doesNotContain("log_lines_20300531")
                .contains("log_lines_20300601");
        assertThat(logLines.list(LogQuery.last(function, 10)).items()).isEmpty();
    }

    private void maintain(Instant now) {
        new Partitions(database.jdbi(), Clock.fixed(now, ZoneOffset.UTC), Period.ofDays(30))
                .maintain();
    }

    private void append(Instant at) {
        TestStore.shipLines(
                new Shipments(database.jdbi()),
                List.of(
                        new LogLine(
                                function,
                                InvocationId.create(),
                                at,
                                LogLevel.INFO,
                                LogSource.GUEST,
                                "x")));
    }

    private List<String> partitions() {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT relname FROM pg_class WHERE relname ~"
                                                        + " '^log_lines_[0-9]{8}$' ORDER BY 1")
                                        .mapTo(String.class)
                                        .list());
    }

    private int count(String table) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT count(*) FROM " + table)
                                        .mapTo(Integer.class)
                                        .one());
    }
}
