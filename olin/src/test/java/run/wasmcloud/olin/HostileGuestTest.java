package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.olin.outbound.OutboundSettings;

import java.time.Duration;

/** Guests that want more than they may have. */
class HostileGuestTest {
    private final GuestRunner runner = new GuestRunner(OutboundSettings.defaults());
    private final OlinGuest guest = new OlinGuest();

    @AfterEach
    void close() {
        runner.close();
    }

    /** Repeats a body; the count is what is left of it. */
    private static String repeat(int times, String body) {
        return "(global.set $i (i32.const %d)) (loop $again %s (global.set $i (i32.sub (global.get $i) (i32.const 1))) (br_if $again (global.get $i)))"
                .formatted(times, body);
    }

    @ParameterizedTest
    @CsvSource({"log_write, 65000", "log://, 1000000"})
    void aGigabyteOfLogPassesInPieces(String way, int bytes) {
        guest.data(0, "log://");
        runner.countLogOnly();
        var write =
                way.equals("log_write")
                        ? call("log_write", 6, 100, bytes)
                        : "(drop " + call("resource_write", FD, 100, bytes) + ")";
        var result =
                runner.run(
                        guest.start(
                                "(drop (memory.grow (i32.const 20)))",
                                "(memory.fill (i32.const 100) (i32.const 65) (i32.const 1000000))",
                                open(0, 6),
                                repeat(1_000_000_000 / bytes, write)));
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(runner.longestLogLine).isEqualTo(Math.min(bytes, 65_536));
        assertThat(runner.logLines).isEqualTo(1_000_000_000 / bytes * (bytes > 65_536 ? 2 : 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero://", "random://"})
    void readsAllOfItsMemoryAtOnce(String url) {
        guest.data(0, url);
        var pages = 1_024;
        var bytes = pages * 65_536 - 100;
        var result =
                runner.run(
                        guest.start(
                                "(drop (memory.grow (i32.const %d)))".formatted(pages - 1),
                                open(0, url.length()),
                                print("resource_read", FD, 100, bytes)));
        assertThat(result.numbers()).containsExactly(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero://", "random://"})
    void aReadOfAllMemoryEndsAtTheDeadline(String url) {
        guest.data(0, url);
        runner.limits = runner.limits.withWallTime(Duration.ofMillis(200)).withMemoryPages(8_192);
        var read = "(drop " + call("resource_read", FD, 100, 8_000 * 65_536) + ")";
        var result =
                runner.run(
                        guest.start(
                                "(drop (memory.grow (i32.const 8190)))",
                                open(0, url.length()),
                                repeat(1_000_000, read)));
        assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        assertThat(result.receipt().wallTime()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void writesOfAllMemoryToStandardOutputEndAtTheDeadline() {
        runner.limits = runner.limits.withWallTime(Duration.ofMillis(200)).withMemoryPages(1_024);
        runner.discardOutput();
        var write = "(drop " + call("resource_write", FD, 0, 1_000 * 65_536) + ")";
        var result =
                runner.run(
                        guest.start(
                                "(drop (memory.grow (i32.const 1000)))",
                                "(global.set $fd (call $io_get_stdout))",
                                repeat(1_000_000, write)));
        assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void whatIsClosedIsForgotten() {
        guest.data(0, "http://a.test").data(20, "null://").data(40, "log://");
        var each =
                String.join(
                        " ",
                        open(0, 13),
                        "(drop " + call("resource_write", FD, 0, 100) + ")",
                        call("resource_close", FD),
                        open(20, 7),
                        call("resource_close", FD),
                        open(40, 6),
                        call("resource_close", FD));
        var result = runner.run(guest.start(repeat(10_000, each)));
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.log()).isEmpty();
        assertThat(runner.usage().requestBytes()).isZero();
    }

    @Test
    void countsWhatItOpensUnderABoundedNumberOfNames() {
        guest.data(0, "http://aaaaaaaa.test");
        var rename =
                "(i32.store (i32.const 7) (i32.add (i32.const 0x61616161) (i32.and (global.get $i)"
                        + " (i32.const 0x0f0f0f0f))))";
        var result =
                runner.run(
                        guest.start(
                                repeat(20_000, rename + open(0, 20) + call("resource_close", FD))));
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.receipt().resourcesOpened()).hasSizeLessThan(1_000);
    }
}
