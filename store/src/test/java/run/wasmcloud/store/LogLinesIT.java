package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

@ExtendWith(TestStore.class)
class LogLinesIT {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final Store store;
    private FunctionId function = FunctionId.create();

    LogLinesIT(Store store) {
        this.store = store;
    }

    @BeforeEach
    void nextFunction() {
        function = FunctionId.create();
    }

    @Test
    void keepsTheOrderOfLinesOfTheSameMillisecond() {
        var lines =
                IntStream.range(0, 100).mapToObj(number -> line(now, "line " + number)).toList();
        append(lines);

        assertThat(lines(LogQuery.last(function, 100))).isEqualTo(lines.reversed());
    }

    @Test
    void returnsALongLogInParts() {
        append(IntStream.range(0, 5).mapToObj(number -> line(now, "line " + number)).toList());
        var first = store.logLines().list(LogQuery.last(function, 3));
        var second = store.logLines().list(after(first));

        assertThat(texts(first)).containsExactly("line 4", "line 3", "line 2");
        assertThat(texts(second)).containsExactly("line 1", "line 0");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void selectsByTimeLevelAndInvocation() {
        var early = line(now.minusSeconds(60), "early");
        var late = line(now, "late");
        var error =
                new LogLine(
                        function,
                        late.invocation(),
                        now.plusMillis(1),
                        LogLevel.ERROR,
                        LogSource.PLATFORM,
                        "error");
        append(List.of(early, late, error));

        assertThat(lines(query(now, now.plusMillis(1), LogLevel.INFO, Optional.empty())))
                .containsExactly(late);
        assertThat(
                        lines(
                                query(
                                        Instant.MIN.plus(Duration.ofDays(400)),
                                        now,
                                        LogLevel.INFO,
                                        Optional.empty())))
                .containsExactly(early);
        assertThat(
                        lines(
                                query(
                                        now.minusSeconds(99),
                                        now.plusSeconds(9),
                                        LogLevel.WARNING,
                                        Optional.empty())))
                .containsExactly(error);
        assertThat(
                        lines(
                                query(
                                        now.minusSeconds(99),
                                        now.plusSeconds(9),
                                        LogLevel.INFO,
                                        Optional.of(late.invocation()))))
                .containsExactly(error, late);
    }

    @Test
    void takesWhatHostileGuestsWrite() {
        append(
                List.of(
                        line(now, "a\0b"),
                        line(now, "\ud800 lone"),
                        line(now, "'; DROP TABLE users; --")));

        assertThat(texts(store.logLines().list(LogQuery.last(function, 10))))
                .hasSize(3)
                .contains("a\uFFFDb", "'; DROP TABLE users; --");
    }

    private LogQuery query(
            Instant since, Instant until, LogLevel level, Optional<InvocationId> invocation) {
        return new LogQuery(
                function,
                Optional.of(since),
                Optional.of(until),
                level,
                invocation,
                Optional.empty(),
                Optional.empty(),
                10);
    }

    private LogQuery after(Slice<LogEntry> part) {
        return new LogQuery(
                function,
                Optional.empty(),
                Optional.empty(),
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                part.next(),
                3);
    }

    private LogLine line(Instant at, String text) {
        return new LogLine(
                function, InvocationId.create(), at, LogLevel.INFO, LogSource.STDERR, text);
    }

    private void append(List<LogLine> lines) {
        TestStore.shipLines(store.shipments(), lines);
    }

    private List<LogLine> lines(LogQuery query) {
        return store.logLines().list(query).items().stream().map(LogEntry::line).toList();
    }

    private static List<String> texts(Slice<LogEntry> part) {
        return part.items().stream().map(entry -> entry.line().text()).toList();
    }

    @Test
    void givesUpASearchThatTakesTooLong() {
        var query = LogQuery.last(function, 10);
        store.jdbi()
                .useTransaction(
                        handle -> {
                            // Nobody else can read the log meanwhile: it takes as long as it may.
                            handle.execute("LOCK TABLE log_lines IN ACCESS EXCLUSIVE MODE");
                            assertThat(CompletableFuture.supplyAsync(() -> refusal(query)).join())
                                    .isEqualTo(ErrorCode.INVALID_VALUE);
                        });
        assertThat(store.logLines().searched(query, Duration.ofMinutes(1))).isEmpty();
    }

    private ErrorCode refusal(LogQuery query) {
        return UsersIT.refusal(() -> store.logLines().searched(query, Duration.ofMillis(100)));
    }
}
