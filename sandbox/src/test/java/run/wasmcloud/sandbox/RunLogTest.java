package run.wasmcloud.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Deadline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class RunLogTest {
    private final List<RunLog.Line> lines = new ArrayList<>();

    private RunLog log(long bytes, int lineBytes) {
        return new RunLog(
                new RunLimits(
                        1,
                        1,
                        1,
                        Duration.ofSeconds(1),
                        1,
                        bytes,
                        lineBytes,
                        1,
                        1,
                        OutboundLimits.none()),
                lines::addAll);
    }

    private static void write(RunLog log, byte[] bytes) {
        log.write(bytes, 0, bytes.length, Deadline.after(Duration.ofSeconds(10)));
    }

    private static void write(RunLog log, String text) {
        write(log, text.getBytes(UTF_8));
    }

    private List<String> texts() {
        return lines.stream().map(RunLog.Line::text).toList();
    }

    @Test
    void makesALineOfEach() {
        var log = log(1000, 100);

        write(log, "one\ntw");
        write(log, "o\r\n\nthr");
        assertThat(texts()).containsExactly("one", "two", "");
        write(log, "ee");
        log.end();

        assertThat(texts()).containsExactly("one", "two", "", "three");
        assertThat(lines).allSatisfy(line -> assertThat(line.source()).isEqualTo(LogSource.STDERR));
    }

    @Test
    void keepsFewerShortLinesThanWouldFit() {
        var log = log(64 * 2_000, 100);

        write(log, "\n".repeat(64 * 2_000));
        log.end();

        assertThat(lines).hasSize(2_001);
        assertThat(texts().getLast()).startsWith("dropped 126000 lines");
    }

    @Test
    void writesRangesOnly() {
        var log = log(1000, 100);

        log.write("xxabc\nxx".getBytes(UTF_8), 2, 4, Deadline.after(Duration.ofSeconds(10)));
        log.end();

        assertThat(texts()).containsExactly("abc");
    }

    @Test
    void cutsLongLines() {
        var log = log(1000, 4);

        write(log, "12345678\n1234\n");
        log.end();

        assertThat(texts())
                .containsExactly(
                        "1234…",
                        "1234",
                        "dropped 0 lines and 4 bytes in all: the log of a run is limited to 1000"
                                + " bytes, a line to 4");
        assertThat(lines.getLast().source()).isEqualTo(LogSource.PLATFORM);
    }

    @Test
    void dropsWhatGoesBeyondTheLimitAndSaysSo() {
        var log = log(10, 100);

        write(log, "12345\n12345\n1\n12\n");
        log.end();

        assertThat(texts())
                .containsExactly(
                        "12345",
                        "12345",
                        "dropped 2 lines and 3 bytes in all: the log of a run is limited to 10"
                                + " bytes, a line to 100");
    }

    @Test
    void boundsTheCountOfEmptyLines() {
        var log = log(10, 100);

        write(log, "\n".repeat(1000));
        log.end();

        assertThat(texts()).hasSize(11);
        assertThat(texts().getLast()).startsWith("dropped 990 lines");
    }

    @Test
    void keepsBytesThatAreNoText() {
        var log = log(1000, 100);

        write(log, new byte[] {'a', (byte) 0xff, 'b', '\n'});

        assertThat(texts()).containsExactly("a\ufffdb");
    }

    @Test
    void takesLinesOfHostFunctionsWithTheirLevelAndSource() {
        var log = log(1000, 100);

        log.add(LogLevel.WARNING, LogSource.GUEST, "one");
        write(log, "two\n");
        log.add(LogLevel.ERROR, LogSource.PLATFORM, "three");

        assertThat(lines)
                .extracting(RunLog.Line::level, RunLog.Line::source, RunLog.Line::text)
                .containsExactly(
                        tuple(LogLevel.WARNING, LogSource.GUEST, "one"),
                        tuple(LogLevel.INFO, LogSource.STDERR, "two"),
                        tuple(LogLevel.ERROR, LogSource.PLATFORM, "three"));
    }

    @Test
    void boundsWhatHostFunctionsAddTogetherWithTheRest() {
        var log = log(10, 6);

        log.add(LogLevel.INFO, LogSource.GUEST, "123456");
        log.add(LogLevel.INFO, LogSource.GUEST, "12345");
        write(log, "1\n");
        log.end();

        assertThat(texts())
                .containsExactly(
                        "123456",
                        "dropped 2 lines and 6 bytes in all: the log of a run is limited to 10"
                                + " bytes, a line to 6");
    }

    @Test
    void cutsLongLinesOfHostFunctionsBetweenCharacters() {
        var log = log(1000, 4);

        log.add(LogLevel.INFO, LogSource.GUEST, "äöü");
        log.add(LogLevel.INFO, LogSource.GUEST, "aäö");
        log.add(LogLevel.INFO, LogSource.GUEST, "€€");

        assertThat(texts()).containsExactly("äö…", "aä…", "€…");
    }

    @Test
    void doesNotRepeatWhatAHostFunctionHasJustSaid() {
        var log = log(1000, 100);

        log.add(LogLevel.ERROR, LogSource.PLATFORM, "forbidden");
        log.add(LogLevel.INFO, LogSource.GUEST, "own");
        log.say(LogLevel.ERROR, List.of("forbidden", "own"));

        assertThat(texts()).containsExactly("forbidden", "own", "own");
    }

    @Test
    void shortensWhatThePlatformQuotes() {
        var log = log(1000, 4);

        log.say(LogLevel.ERROR, List.of("123456"));

        assertThat(texts()).containsExactly("1234…");
        assertThat(lines.getFirst().level()).isEqualTo(LogLevel.ERROR);
    }
}
