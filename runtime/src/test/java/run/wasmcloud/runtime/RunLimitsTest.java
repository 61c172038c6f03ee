package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasmtime.Wat;

import java.time.Duration;
import java.util.List;

/** Each bound of a run that the sandbox keeps: what is allowed at it, and what happens beyond. */
class RunLimitsTest {
    private static final RunLimits LIMITS = Plan.PAID.limits().run();
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new TestLibrary()));
    private static final Uploads UPLOADS = Uploads.to(GUESTS.sandbox());
    private static final String LARGEST_TABLE =
            "(table $table 65536 funcref) (memory (export \"memory\") 1)";

    @AfterAll
    static void close() {
        UPLOADS.close();
        GUESTS.close();
    }

    private static byte[] module(String fields) {
        return Wat.toWasm("(module " + fields + ")");
    }

    private static String memory(int pages) {
        return "(memory (export \"memory\") %d)".formatted(pages);
    }

    private static Receipt run(RunLimits limits, String fields, String body) {
        return GUESTS.run(
                module(fields + "(func (export \"_start\") " + body + ")"),
                new GuestRequest().limits(limits).build());
    }

    private static void assertCompletes(RunLimits limits, String fields, String body) {
        assertThat(run(limits, fields, body).outcome()).isEqualTo(new Outcome.Completed());
    }

    private static String grows(String what, int by, int result) {
        return "(if (i32.ne (%s (i32.const %d)) (i32.const %d)) (then unreachable))"
                .formatted(what, by, result);
    }

    @Test
    void aModuleMayBeginWithAsMuchMemoryAsTheRunMayHave() {
        for (var pages : new int[] {1, 1_024, 2_048, 8_192}) {
            var limits = LIMITS.withMemoryPages(pages);
            var receipt = run(limits, memory(pages), "");
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(receipt.peakMemoryBytes()).isEqualTo(pages * 65_536L);
            assertThat(
                            UPLOADS.admit(
                                            module(memory(pages) + "(func (export \"_start\"))"),
                                            limits)
                                    .runnable())
                    .isTrue();
        }
    }

    @Test
    void aModuleThatBeginsWithMoreMemoryIsRefusedAtUploadAndAtRun() {
        for (var pages : new int[] {1_024, 2_048, 8_191}) {
            var limits = LIMITS.withMemoryPages(pages);
            var fields = memory(pages + 1);
            var wasm = module(fields + "(func (export \"_start\"))");
            assertThatThrownBy(() -> UPLOADS.admit(wasm, limits))
                    .isInstanceOfSatisfying(
                            InvalidModuleException.class,
                            refused ->
                                    assertThat(refused.report().problems())
                                            .containsExactly(
                                                    ("the module begins with %d pages of memory"
                                                         + " (expected: at most %d); link it with"
                                                         + " less initial memory")
                                                            .formatted(pages + 1, pages)));
            assertThatThrownBy(() -> run(limits, fields, ""))
                    .isInstanceOf(WasmcloudException.class)
                    .hasMessageContaining(pages + 1 + " pages");
        }
    }

    @Test
    void aModuleThatNoPlanAllowsIsRefusedWhateverTheLimits() {
        assertRefused(HostileModules.memoryOf(8_193), "8193 pages of memory", "at most 8192");
        assertRefused(HostileModules.memoryOf(65_536), "65536 pages of memory", "at most 8192");
        assertRefused(HostileModules.memoryOf(65_537), "memory size must be at most");
        assertRefused(HostileModules.memoryOf(0xffff_ffffL), "memory size must be at most");
        assertRefused(HostileModules.tableOf(65_537), "65537 elements", "at most 65536");
        assertRefused(HostileModules.tableOf(1_000_000), "1000000 elements", "at most 65536");
        assertRefused(HostileModules.tableOf(10_000_000), "10000000 elements", "at most 65536");
        assertRefused(HostileModules.tableOf(0xffff_ffffL), "size minimum");
    }

    private static void assertRefused(byte[] wasm, String... words) {
        assertThatThrownBy(() -> GUESTS.sandbox().compile(wasm))
                .isInstanceOfSatisfying(
                        InvalidModuleException.class,
                        refused ->
                                assertThat(refused.report().problems())
                                        .singleElement()
                                        .asString()
                                        .contains(words));
    }

    @Test
    void memoryGrowsToTheLimitAndNotOnePageFurther() {
        for (var pages : new int[] {1_024, 2_048, 8_192}) {
            var limits = LIMITS.withMemoryPages(pages);
            assertCompletes(
                    limits,
                    memory(1),
                    grows("memory.grow", pages - 1, 1)
                            + grows("memory.grow", 1, -1)
                            + grows("memory.grow", 0, pages));
            assertCompletes(limits, memory(1), grows("memory.grow", pages, -1));
            assertCompletes(limits, memory(1), grows("memory.grow", -1, -1));
        }
    }

    @Test
    void memoryGrowsNoFurtherThanTheModulesOwnMaximum() {
        assertCompletes(
                LIMITS,
                "(memory (export \"memory\") 1 2)",
                grows("memory.grow", 2, -1) + grows("memory.grow", 1, 1));
    }

    @Test
    void aTableMayBeginAtItsLimitAndGrowsNoFurther() {
        assertCompletes(LIMITS, LARGEST_TABLE, grows("table.grow $table (ref.null func)", 1, -1));
        assertCompletes(
                LIMITS,
                "(table $table 0 funcref) (memory (export \"memory\") 1)",
                grows("table.grow $table (ref.null func)", 65_537, -1)
                        + grows("table.grow $table (ref.null func)", 65_536, 0)
                        + grows("table.grow $table (ref.null func)", 1, -1));
    }

    @Test
    void eachOfFourTablesMayBeLargeAndAFifthIsRefused() {
        var table = "(table 65536 funcref)";
        assertCompletes(LIMITS, table.repeat(4) + memory(1), "");
        assertThatThrownBy(() -> run(LIMITS, table.repeat(5) + memory(1), ""))
                .isInstanceOfSatisfying(
                        InvalidModuleException.class,
                        refused ->
                                assertThat(refused.report().problems())
                                        .singleElement()
                                        .asString()
                                        .contains("5 tables", "at most 4"));
    }

    @Test
    void aSecondMemoryIsRefused() {
        assertThatThrownBy(() -> run(LIMITS, "(memory 1)" + memory(1), ""))
                .isInstanceOf(InvalidModuleException.class);
    }

    /** Fuel is looked at where a function or a loop begins, so a few instructions may be over. */
    @Test
    void fuelThatSufficesIsEnoughAndAFewInstructionsLessIsNot() {
        var loop =
                """
                (local $i i32)
                (loop $again
                  (br_if $again
                    (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 999))))
                """;
        var needed = run(LIMITS, memory(1), loop).fuel();
        assertThat(needed).isBetween(5_000L, 10_000L);
        var atTheLimit = run(LIMITS.withFuel(needed), memory(1), loop);
        assertThat(atTheLimit.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(atTheLimit.fuel()).isEqualTo(needed);
        var instructionsOfTheLoop = 8;
        var fuel = needed - instructionsOfTheLoop;
        var tooLittle = run(LIMITS.withFuel(fuel), memory(1), loop);
        assertThat(tooLittle.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
        assertThat(tooLittle.fuel()).isEqualTo(fuel);
        for (long less = 0; less <= instructionsOfTheLoop; less++) {
            assertThat(run(LIMITS.withFuel(needed - less), memory(1), loop).fuel())
                    .as("never more than the limit in the account")
                    .isLessThanOrEqualTo(needed - less);
        }
    }

    @Test
    void aRunWithoutFuelEndsAtOnce() {
        assertThat(run(LIMITS.withFuel(0), memory(1), "(loop $again (br $again))").outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
    }

    @Test
    void bulkOperationsNeedFuelByTheByte() {
        var fill = "(memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))";
        assertThat(run(LIMITS.withFuel(70_000), memory(1), fill).outcome())
                .isEqualTo(new Outcome.Completed());
        assertThat(run(LIMITS.withFuel(65_000), memory(1), fill).outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
    }

    @Test
    void wallTimeEndsARunAndOneThatIsDoneBeforeCompletes() {
        var limits = LIMITS.withWallTime(Duration.ofMillis(20)).withFuel(Long.MAX_VALUE);
        var late = run(limits, memory(1), "(loop $again (br $again))");
        assertThat(late.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        assertThat(late.wallTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertCompletes(LIMITS.withWallTime(Duration.ofMinutes(1)), memory(1), "");
    }

    @Test
    void aDataSegmentPastTheEndIsTheGuestsTrap() {
        var receipt = GUESTS.run(HostileModules.dataPastTheEnd(), new GuestRequest().build());
        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped ->
                                assertThat(trapped.trap())
                                        .isEqualTo("out of bounds memory access"));
    }
}
