package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.wasmtime.Wat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the interface of host functions promises, whatever engine runs the guest. Fuel is no part of
 * it: only the sandbox meters.
 */
abstract class SandboxContractTest extends GuestContract {
    @Test
    void passesArgumentsInOrderAndResultsOfBothSizes() {
        var receipt =
                run(
                        """
                        (i64.store (i32.const 16) (call $add (i64.const 0x123456789abcdef0) (i64.const -1)))
                        (i32.store (i32.const 24) (call $subtract (i32.const 3) (i32.const 5)))
                        (i64.store (i32.const 32)
                          (call $mix (i32.const -2) (i64.const 0x0102030405060708) (i32.const 0x70000001)))
                        (call $output (i32.const 16) (i32.const 24))
                        """);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(printed().getLong(0)).isEqualTo(0x123456789abcdeefL);
        assertThat(printed().getInt(8)).isEqualTo(-2);
        assertThat(printed().getLong(16))
                .isEqualTo((-2L << 40) ^ 0x0102030405060708L ^ 0x70000001L);
    }

    @Test
    void countsBytesReadAndWritten() {
        request.stdin("0123456789".getBytes(StandardCharsets.US_ASCII));
        var receipt =
                run(
                        """
                        (call $output (i32.const 0) (call $input (i32.const 0) (i32.const 7)))
                        (call $output (i32.const 0) (i32.const 2))
                        """);
        assertThat(new String(request.stdout(), StandardCharsets.US_ASCII)).isEqualTo("012345601");
        assertThat(receipt.bytesIn()).isEqualTo(7);
        assertThat(receipt.bytesOut()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"byte,1,i32", "int,4,i32", "long,8,i64"})
    void accessesTheLastBytesAndNoneBeyond(String width, int bytes, String type) {
        var last = 65_536 - bytes;
        assertCompletes(
                "(call $store_%s (i32.const %d) (%s.const 1))".formatted(width, last, type));
        assertCompletes("(drop (call $load_%s (i32.const %d)))".formatted(width, last));
        for (var address : new int[] {last + 1, 65_536, 0x7fff_ffff, 0x8000_0000, -bytes, -1}) {
            var range = Integer.toUnsignedString(address) + "+" + bytes;
            assertBadRange(
                    range,
                    "(call $store_%s (i32.const %d) (%s.const 1))".formatted(width, address, type));
            assertBadRange(
                    range, "(drop (call $load_%s (i32.const %d)))".formatted(width, address));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 65536",
        "65536, 0",
        "65535, 1",
        "65535, 0",
        "1, 65535",
        "32768, 32768",
    })
    void allowsRangesThatEndWhereMemoryEnds(int address, int length) {
        assertCompletes("(call $check (i32.const %d) (i32.const %d))".formatted(address, length));
        assertCompletes("(call $output (i32.const %d) (i32.const %d))".formatted(address, length));
    }

    @ParameterizedTest
    @CsvSource({
        "65537, 0",
        "65536, 1",
        "65533, 4",
        "0, 65537",
        "1, 65536",
        "0, -1",
        "-1, 0",
        "-1, -1",
        "-1, 2",
        "-4, 4",
        "-4, 8",
        "-65536, 65536",
        "0, -2147483648",
        "-2147483648, -2147483648",
        "2147483647, 2147483647",
        "1, -1",
        "65535, -65535",
    })
    void trapsOnRangesThatLeaveMemoryOrWrapAround(int address, int length) {
        var range = Integer.toUnsignedString(address) + "+" + Integer.toUnsignedString(length);
        assertBadRange(
                range, "(call $check (i32.const %d) (i32.const %d))".formatted(address, length));
        assertBadRange(
                range, "(call $output (i32.const %d) (i32.const %d))".formatted(address, length));
        assertBadRange(
                range,
                "(call $copy (i32.const 0) (i32.const %d) (i32.const %d))"
                        .formatted(address, length));
        assertThat(request.stdout()).isEmpty();
    }

    @Test
    void storesNothingWhenTheTargetLeavesMemory() {
        assertBadRange(
                "65533+4",
                """
                (i32.store (i32.const 0) (i32.const -1))
                (call $copy (i32.const 65533) (i32.const 0) (i32.const 4))
                """);
        assertBadRange("4294967295+1", "(call $copy (i32.const -1) (i32.const 0) (i32.const 1))");
    }

    @Test
    void storesLittleEndianAndSignsBytes() {
        assertCompletes(
                """
                (call $store_int (i32.const 0) (i32.const 0x04030201))
                (call $store_long (i32.const 5) (i64.const 0x0c0b0a0908070605))
                (call $store_byte (i32.const 4) (i32.const 0x1ff))
                (if (i32.ne (call $load_byte (i32.const 4)) (i32.const -1)) (then unreachable))
                (if (i32.ne (call $load_int (i32.const 1)) (i32.const 0xff040302)) (then unreachable))
                (if (i64.ne (call $load_long (i32.const 5)) (i64.const 0x0c0b0a0908070605)) (then unreachable))
                (call $output (i32.const 0) (i32.const 13))
                """);
        assertThat(request.stdout()).containsExactly(1, 2, 3, 4, -1, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void seesMemoryThatTheGuestHasGrown() {
        var receipt =
                run(
                        """
                        (if (i64.ne (call $size) (i64.const 65536)) (then unreachable))
                        (drop (memory.grow (i32.const 1)))
                        (if (i64.ne (call $size) (i64.const 131072)) (then unreachable))
                        (call $store_int (i32.const 131068) (i32.const 7))
                        (call $copy (i32.const 65534) (i32.const 131068) (i32.const 4))
                        (if (i32.ne (i32.load (i32.const 65534)) (i32.const 7)) (then unreachable))
                        (if (i32.ne (memory.grow (i32.const 2)) (i32.const -1)) (then unreachable))
                        (call $check (i32.const 0) (i32.const 131072))
                        """);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(receipt.peakMemoryBytes()).isEqualTo(131_072);
    }

    @Test
    void memoryAndTableGrowNoFurtherThanTheRunsLimits() {
        request.limits(LIMITS.withMemoryPages(2));
        assertCompletes(
                """
                (if (i32.ne (memory.grow (i32.const 1)) (i32.const 1)) (then unreachable))
                (if (i32.ne (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
                """);
        assertThat(
                        runModule(
                                        """
                                        (table $table 1 funcref)
                                        (func (export "_start")
                                          (if (i32.ne (table.grow $table (ref.null func) (i32.const 65535)) (i32.const 1)) (then unreachable))
                                          (if (i32.ne (table.grow $table (ref.null func) (i32.const 1)) (i32.const -1)) (then unreachable)))
                                        """)
                                .outcome())
                .isEqualTo(new Outcome.Completed());
    }

    @Test
    void countsCallsByNameAndSynonymsTogether() {
        var receipt =
                run(
                        """
                        (call $log) (call $same) (call $log)
                        (drop (call $next))
                        """);
        assertThat(receipt.hostCalls())
                .containsExactly(Map.entry("test.log", 3L), Map.entry("test.next", 1L));
    }

    @Test
    void countsTheCallThatEndsTheRun() {
        assertThat(run("(call $exit (i32.const 1))").hostCalls())
                .containsExactly(Map.entry("test.exit", 1L));
        assertThat(run("(call $check (i32.const -1) (i32.const 1))").hostCalls())
                .containsExactly(Map.entry("test.check", 1L));
        assertThat(run("(call $fail)").hostCalls()).containsExactly(Map.entry("test.fail", 1L));
    }

    @Test
    void accountsForWhatLibrariesLogOpenAndSend() {
        var receipt = run("(call $log) (call $same)");
        assertThat(receipt.resourcesOpened()).containsExactly(Map.entry("log://", 2L));
        assertThat(receipt.outboundRequests()).isEqualTo(2);
        assertThat(request.log())
                .hasSize(4)
                .startsWith("INFO PLATFORM granted", "INFO PLATFORM in two lines");
    }

    @Test
    void keepsALibrarysStateForOneRunOnly() {
        for (int run = 0; run < 2; run++) {
            assertCompletes(
                    """
                    (if (call $next) (then unreachable))
                    (if (i32.ne (call $next) (i32.const 1)) (then unreachable))
                    """);
        }
    }

    @Test
    void opensNoStateForAGuestThatCallsNothing() {
        assertCompletes("");
        assertThat(library.open).hasValue(0);
    }

    @Test
    void closesStateHoweverTheRunEnds() {
        for (var end :
                List.of("(call $exit (i32.const 3))", "unreachable", "(call $fail)", "(return)")) {
            run("(drop (call $next)) " + end);
            assertThat(library.open).as(end).hasValue(0);
        }
    }

    @Test
    void aLibraryThatFailsAtTheEndIsThePlatformsFault() {
        assertThat(run("(call $fail_later)").outcome()).isInstanceOf(Outcome.PlatformFailed.class);
    }

    @Test
    void tellsTheHostsBugFromTheGuests() {
        assertThat(run("(call $fail)").outcome()).isInstanceOf(Outcome.PlatformFailed.class);
    }

    @Test
    void aHostFunctionThatGivesNoResultIsThePlatformsFault() {
        assertThat(run("(drop (call $nothing))").outcome())
                .isInstanceOf(Outcome.PlatformFailed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, -1, Integer.MIN_VALUE})
    void endsWithTheOutcomeThatAHostFunctionThrows(int status) {
        var receipt = run("(call $exit (i32.const %d)) (call $log) unreachable".formatted(status));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Exited(status));
        assertThat(receipt.hostCalls()).containsOnlyKeys("test.exit");
    }

    @Test
    void theOlderEntrysResultIsTheExitStatus() {
        assertThat(runModule("(func (export \"cwa_main\") (result i32) i32.const 0)").outcome())
                .isEqualTo(new Outcome.Completed());
        assertThat(runModule("(func (export \"cwa_main\") (result i32) i32.const -3)").outcome())
                .isEqualTo(new Outcome.Exited(-3));
    }

    @Test
    void prefersStartToTheOlderEntry() {
        var both =
                "(func (export \"cwa_main\") (result i32) unreachable) (func (export \"_start\"))";
        assertThat(runModule(both).outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void refusesAModuleWithoutEntryOrWithAnUnknownImport() {
        assertThatThrownBy(() -> runModule("(func (export \"main\"))"))
                .isInstanceOf(InvalidModuleException.class);
        assertThatThrownBy(
                        () ->
                                engine.run(
                                        Wat.toWasm(
                                                "(module (import \"test\" \"none\" (func)) (memory"
                                                        + " (export \"memory\") 1) (func (export"
                                                        + " \"_start\")))"),
                                        request.build()))
                .isInstanceOf(InvalidModuleException.class);
    }

    @Test
    void theStartFunctionRunsFirstAndMayCallTheHost() {
        var receipt =
                runModule(
                        """
                        (func $boot (call $store_int (i32.const 0) (i32.add (call $next) (i32.const 5))))
                        (start $boot)
                        (func (export "_start")
                          (if (i32.ne (i32.load (i32.const 0)) (i32.const 5)) (then unreachable))
                          (if (i32.ne (call $next) (i32.const 1)) (then unreachable)))
                        """);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void theStartFunctionCanEndTheRun() {
        var entry = "(start $boot) (func (export \"_start\") (call $log))";
        var exited = runModule("(func $boot (call $exit (i32.const 4)))" + entry);
        assertThat(exited.outcome()).isEqualTo(new Outcome.Exited(4));
        assertThat(exited.hostCalls()).containsOnlyKeys("test.exit");
        assertThat(withoutFrames(runModule("(func $boot unreachable)" + entry).outcome()))
                .isEqualTo(trapped("unreachable"));
        assertThat(
                        runModule("(func $boot (call $check (i32.const -1) (i32.const 1)))" + entry)
                                .outcome())
                .isInstanceOf(Outcome.Trapped.class);
    }
}
