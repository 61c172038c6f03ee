package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

@ExtendWith(TestStore.class)
class LogTailIT {
    private final Store store;
    private final FunctionId function = FunctionId.create();
    private final Instant now = Instant.now();

    LogTailIT(Store store) {
        this.store = store;
    }

    private LogLine line(Instant at, LogLevel level, String text) {
        return new LogLine(function, InvocationId.create(), at, level, LogSource.GUEST, text);
    }

    private LogLine line(String text) {
        return line(now, LogLevel.INFO, text);
    }

    private void ship(LogLine... lines) {
        TestStore.shipLines(store.shipments(), List.of(lines));
    }

    private static List<String> texts(List<LogEntry> entries) {
        return entries.stream().map(entry -> entry.line().text()).toList();
    }

    private LogQuery query(LogLevel level, Optional<String> search, int limit) {
        return new LogQuery(
                function,
                Optional.empty(),
                Optional.empty(),
                level,
                Optional.empty(),
                search,
                Optional.empty(),
                limit);
    }

    @Test
    void givesTheLastLinesAndThenEachThatComesOnce() {
        ship(line("a"), line("b"), line("c"));
        var tail = store.logLines().tail(LogQuery.last(function, 2));

        assertThat(texts(tail.beginning())).containsExactly("b", "c");
        assertThat(tail.next()).isEmpty();
        ship(line("d"));
        ship(line("e"), line("f"));
        assertThat(texts(tail.next())).containsExactly("d", "e", "f");
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void givesLinesOfAnotherExecutorThatWereWrittenBefore() {
        var tail = store.logLines().tail(LogQuery.last(function, 10));
        ship(line("late"));
        assertThat(texts(tail.next())).containsExactly("late");

        ship(line(now.minusSeconds(30), LogLevel.INFO, "early"));

        assertThat(texts(tail.next())).containsExactly("early");
    }

    @Test
    void givesWhatIsAskedForOnly() {
        ship(line("Found before"), line("not before"));
        var tail = store.logLines().tail(query(LogLevel.WARNING, Optional.of("fOUnd"), 10));
        assertThat(tail.beginning()).isEmpty();

        ship(
                line(now, LogLevel.ERROR, "it is found"),
                line(now, LogLevel.ERROR, "it is not"),
                line(now, LogLevel.INFO, "found, but of no interest"));

        assertThat(texts(tail.next())).containsExactly("it is found");
    }

    @Test
    void givesManyLinesInParts() {
        var tail = store.logLines().tail(LogQuery.last(function, 10));
        ship(
                IntStream.range(0, 7_000)
                        .mapToObj(number -> line("line " + number))
                        .toArray(LogLine[]::new));

        var all = new ArrayList<String>();
        for (var part = texts(tail.next()); !part.isEmpty(); part = texts(tail.next())) {
            all.addAll(part);
        }

        assertThat(all).hasSize(7_000).doesNotHaveDuplicates();
    }
}
