package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.copy;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestStrings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Every function of the interface, as guests call it. */
@ParameterizedClass
@EnumSource(Engine.class)
class FunctionsTest {
    private final GuestRunner runner;
    private final OlinGuest guest = new OlinGuest();

    FunctionsTest(Engine engine) {
        runner = new GuestRunner(engine);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private GuestRunner.Result run(String... body) {
        return runner.run(guest.start(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "cwa"})
    void servesBothModuleNamesAndCountsThemAsOne(String module) {
        var result = runner.run(guest.importing(module).start(print("runtime_spec_minor")));
        assertThat(result.numbers()).containsExactly(2);
        assertThat(result.receipt().hostCalls())
                .containsOnlyKeys(
                        "env.io_get_stdout", "env.resource_write", "env.runtime_spec_minor");
    }

    @Test
    void completesAtTheEndOfStart() {
        assertThat(run().outcome()).isEqualTo(new Outcome.Completed());
    }

    @ParameterizedTest
    @CsvSource({"LANG, 16, 2", "LANG, 2, 2", "EMPTY, 0, 0", "UNSET, 16, -4", "'', 16, -4"})
    void readsAVariable(String key, int room, int expected) {
        runner.environment =
                GuestStrings.of(List.of("LANG=tr", "EMPTY=", "LANG=later", "NOEQUALS"));
        guest.data(0, key).data(100, "....");
        var result = run(print("env_get", 0, key.length(), 100, room), copy(100, 4));
        assertThat(result.numbers().getFirst()).isEqualTo(expected);
        assertThat(result.textAfter(1)).isEqualTo(expected == 2 ? "tr.." : "....");
    }

    @Test
    void copiesAVariableOnlyIfAllOfItFits() {
        runner.environment = GuestStrings.of(List.of("KEY=value"));
        guest.data(0, "KEY").data(100, ".....");
        var result = run(print("env_get", 0, 3, 100, 4), copy(100, 5));
        assertThat(result.numbers().getFirst()).isEqualTo(5);
        assertThat(result.textAfter(1)).isEqualTo(".....");
    }

    @Test
    void aValueMayHaveEqualsSignsAndBytesThatAreNotText() {
        runner.environment =
                GuestStrings.ofBytes(List.of("K=a=b\u00ff".getBytes(StandardCharsets.ISO_8859_1)));
        guest.data(0, "K");
        var result = run(print("env_get", 0, 1, 100, 9), copy(100, 4));
        assertThat(result.stdout().toByteArray()).endsWith('a', '=', 'b', 0xff);
    }

    @Test
    void aTextEndsAtItsFirstNul() {
        runner.environment = GuestStrings.of(List.of("KEY=value"));
        guest.data(0, "KEY\0REST");
        assertThat(run(print("env_get", 0, 8, 100, 0)).numbers()).containsExactly(5);
    }

    @Test
    void aTextThatIsNotUtf8IsAnInvalidArgument() {
        guest.data(0, (byte) 'K', (byte) 0xff);
        var result = run(print("env_get", 0, 2, 0, 0), print("resource_open", 0, 2));
        assertThat(result.numbers()).containsExactly(-2, -2);
    }

    @Test
    void aTextLongerThanAnyNameIsAnInvalidArgument() {
        var result =
                run(
                        "(drop (memory.grow (i32.const 2)))",
                        call("print", call("env_get", 0, 0, 0, 0)),
                        "(memory.fill (i32.const 0) (i32.const 65) (i32.const 131072))",
                        print("env_get", 0, 131_072, 0, 0));
        assertThat(result.numbers().getLast()).isEqualTo(-2);
    }

    @Test
    void countsAndCopiesTheArguments() {
        runner.arguments = GuestStrings.of(List.of("hello", "a=1", ""));
        guest.data(100, "........");
        var result =
                run(
                        print("startup_arg_len"),
                        print("startup_arg_at", 0, 100, 8),
                        print("startup_arg_at", 1, 106, 2),
                        print("startup_arg_at", 2, 100, 8),
                        print("startup_arg_at", 3, 100, 8),
                        print("startup_arg_at", -1, 100, 8),
                        copy(100, 8));
        assertThat(result.numbers().subList(0, 6)).containsExactly(3, 5, 3, 0, -2, -2);
        assertThat(result.textAfter(6)).isEqualTo("hello.a=");
    }

    @Test
    void opensANewDescriptorForAStandardStreamEachTime() {
        var numbers =
                run(
                                print("io_get_stdin"),
                                print("io_get_stdin"),
                                print("io_get_stdout"),
                                print("io_get_stderr"))
                        .numbers();
        assertThat(numbers).doesNotHaveDuplicates().allMatch(descriptor -> descriptor > 2);
    }

    @Test
    void closingADescriptorDoesNotCloseTheStream() {
        runner.stdin = GuestInput.of(new byte[] {'a', 'b'});
        var result =
                run(
                        "(global.set $fd (call $io_get_stdin))",
                        print("resource_read", FD, 0, 1),
                        call("resource_close", FD),
                        "(global.set $fd (call $io_get_stdin))",
                        print("resource_read", FD, 0, 10),
                        print("resource_read", FD, 0, 0),
                        print("resource_read", FD, 0, 10),
                        call("resource_close", "(global.get $out)"),
                        "(global.set $out (i32.const -1))",
                        print("resource_flush", FD));
        assertThat(result.numbers()).containsExactly(1, 1, 0, -5, 0);
        assertThat(result.receipt().bytesIn()).isEqualTo(2);
    }

    @Test
    void storesOnlyTheBytesRead() {
        runner.stdin = GuestInput.of(new byte[] {'a'});
        guest.data(100, "...");
        var result =
                run(
                        "(global.set $fd (call $io_get_stdin))",
                        print("resource_read", FD, 100, 3),
                        copy(100, 3));
        assertThat(result.textAfter(1)).isEqualTo("a..");
    }

    @Test
    void standardStreamsGoOneWay() {
        var result =
                run(
                        print("resource_write", call("io_get_stdin"), 0, 1),
                        print("resource_read", call("io_get_stdout"), 0, 1),
                        print("resource_read", call("io_get_stderr"), 0, 1));
        assertThat(result.numbers()).containsExactly(-1, -1, -1);
    }

    @Test
    void writesToStandardErrorAndOutput() {
        guest.data(0, "oops");
        var result =
                run(
                        print("resource_write", call("io_get_stderr"), 0, 4),
                        print("resource_write", call("io_get_stdout"), 0, 0));
        assertThat(result.numbers()).containsExactly(4, 0);
        assertThat(result.stderr()).hasToString("oops");
    }

    @Test
    void writesMoreThanOneChunk() {
        var result =
                run(
                        "(drop (memory.grow (i32.const 4)))",
                        "(memory.fill (i32.const 0) (i32.const 7) (i32.const 300000))",
                        "(drop (call $resource_write (call $io_get_stdout) (i32.const 0) (i32.const"
                                + " 300000)))");
        assertThat(result.stdout().toByteArray()).hasSize(300_000).containsOnly(7);
    }

    @ParameterizedTest
    @CsvSource({
        "1, ERROR GUEST hi",
        "3, WARNING GUEST hi",
        "6, INFO GUEST hi",
        "2, INFO GUEST level 2: hi",
        "-1, INFO GUEST level -1: hi"
    })
    void logsToTheFunctionsLogAndNotToStandardOutput(int level, String line) {
        guest.data(0, "hi\0there");
        var result = run(call("log_write", level, 0, 8));
        assertThat(result.log()).containsExactly(line);
        assertThat(result.stdout().size()).isZero();
    }

    @Test
    void logsTextThatIsNotUtf8WithReplacements() {
        guest.data(0, (byte) 'a', (byte) 0xff);
        assertThat(run(call("log_write", 6, 0, 2)).log()).containsExactly("INFO GUEST a\ufffd");
    }

    @Test
    void aGuestCannotForgeALineOfThePlatform() {
        guest.data(0, "one\nERROR PLATFORM two\r\nthree");
        assertThat(run(call("log_write", 6, 0, 29)).log())
                .containsExactly(
                        "INFO GUEST one", "INFO GUEST ERROR PLATFORM two", "INFO GUEST three");
    }

    @Test
    void drawsNumbersFromTheRunsRandomness() {
        runner.random = target -> java.util.Arrays.fill(target, (byte) 0x81);
        var bytes =
                run(
                                print("random_i32"),
                                print("random_u32"),
                                call("print64", call("random_i64")),
                                call("print64", call("random_u64")))
                        .stdout()
                        .toByteArray();
        assertThat(bytes).hasSize(24).containsOnly(0x81);
    }

    @Test
    void drawsOtherNumbersEachTime() {
        var numbers = run(print("random_i32"), print("random_i32"), print("random_u32")).numbers();
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 256})
    void exitsWithAStatusAndNeverReturns(int status) {
        var result = run(call("runtime_exit", status), "unreachable");
        assertThat(result.outcome())
                .isEqualTo(status == 0 ? new Outcome.Completed() : new Outcome.Exited(status));
    }

    @Test
    void sleepsNotAtAllForNegativeTimes() {
        runner.limits = runner.limits.withWallTime(Duration.ofSeconds(20));
        assertThat(run(call("runtime_msleep", -1), call("runtime_msleep", 1)).outcome())
                .isEqualTo(new Outcome.Completed());
    }

    @Test
    void sleepCountsAgainstWallTimeAndNotAgainstFuel() {
        runner.limits = runner.limits.withWallTime(Duration.ofMillis(50));
        var result = run(call("runtime_msleep", Integer.MAX_VALUE));
        assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        assertThat(result.receipt().fuel()).isLessThan(100);
    }

    @Test
    void tellsItsNameWhereItFits() {
        guest.data(100, "........");
        var result =
                run(print("runtime_name", 100, 3), print("runtime_name", 104, 4), copy(100, 8));
        assertThat(result.numbers().subList(0, 2)).containsExactly(4, 4);
        assertThat(result.textAfter(2)).isEqualTo("....olin");
    }

    @Test
    void tellsTheVersionOfTheInterface() {
        assertThat(run(print("runtime_spec_major"), print("runtime_spec_minor")).numbers())
                .containsExactly(0, 2);
    }

    @ParameterizedTest
    @CsvSource({"1999999999, 1", "2000000000, 2", "-1, -1"})
    void tellsWholeSecondsOfTheRunsClock(long nanos, long seconds) {
        runner.clock =
                new GuestClock() {
                    @Override
                    public long unixNanos() {
                        return nanos;
                    }

                    @Override
                    public long monotonicNanos() {
                        return 0;
                    }
                };
        assertThat(run(call("print64", call("time_now"))).bytes().getLong()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3, 66, 67, 1_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anUnknownDescriptorIsAnInvalidArgument(int descriptor) {
        var result =
                run(
                        "(global.set $i "
                                + call("resource_read", descriptor, 0, 1)
                                + ")"
                                + call("print", "(global.get $i)"),
                        print("resource_write", descriptor == 3 ? 60 : descriptor, 0, 1),
                        print("resource_flush", descriptor == 3 ? 60 : descriptor));
        assertThat(result.numbers()).containsExactly(-2, -2, -2);
    }

    @Test
    void closingAnUnknownDescriptorIsATrap() {
        var result = run(call("resource_close", 9));
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> assertThat(trapped.trap()).contains("resource_close", "9"));
    }

    @Test
    void closingADescriptorTwiceIsATrap() {
        guest.data(0, "null://");
        var result = run(open(0, 7), call("resource_close", FD), call("resource_close", FD));
        assertThat(result.outcome()).isInstanceOf(Outcome.Trapped.class);
    }

    @Test
    void aGuestThatClosesAllItsDescriptorsGoesOn() {
        guest.data(0, "null://");
        var result =
                run(
                        "(loop $again (drop (call $resource_open (i32.const 0) (i32.const 7)))",
                        "(global.set $i (i32.add (global.get $i) (i32.const 1)))",
                        "(br_if $again (i32.lt_u (global.get $i) (i32.const 60))))",
                        "(global.set $i (i32.const 3))",
                        "(loop $again (call $resource_close (global.get $i))",
                        "(global.set $i (i32.add (global.get $i) (i32.const 1)))",
                        "(br_if $again (i32.lt_u (global.get $i) (i32.const 63))))",
                        print("resource_open", 0, 7));
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.numbers()).containsExactly(3);
    }

    @Test
    void aGuestThatOpensAHundredThousandGetsErrorsPastItsLimit() {
        guest.data(0, "null://");
        runner.limits = runner.limits.withDescriptors(64);
        var result =
                run(
                        "(loop $again (global.set $fd (call $resource_open (i32.const 0) (i32.const"
                                + " 7)))",
                        "(global.set $i (i32.add (global.get $i) (i32.const 1)))",
                        "(br_if $again (i32.lt_u (global.get $i) (i32.const 100000))))",
                        "(global.set $i (call $io_get_stdin))",
                        call("resource_close", 3),
                        call("print", FD),
                        call("print", "(global.get $i)"));
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.numbers()).containsExactly(-1, -1);
        assertThat(result.receipt().resourcesOpened()).containsEntry("null://", 64L);
        assertThat(result.log()).isNotEmpty().allMatch(line -> line.contains("64 descriptors"));
    }
}
