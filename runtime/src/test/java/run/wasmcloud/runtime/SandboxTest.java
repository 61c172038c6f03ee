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

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

class SandboxTest {
    private static final RunLimits LIMITS = Plan.FREE.limits().defaultRun();
    private static final TestLibrary LIBRARY = new TestLibrary();
    private static final Sandbox SANDBOX =
            Sandbox.open(SandboxSettings.forGuests(2), List.of(LIBRARY));
    private static final ExecutorService THREADS = GuestThreads.open(SANDBOX, 2);

    private final List<String> log = new ArrayList<>();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();

    @AfterAll
    static void close() {
        THREADS.shutdown();
        SANDBOX.close();
        assertThat(LIBRARY.open).as("library states left open").hasValue(0);
    }

    private RunRequest request(RunLimits limits) {
        return new RunRequest(
                limits,
                GuestStrings.none(),
                GuestStrings.none(),
                GuestInput.empty(),
                GuestOutput.to(stdout),
                GuestOutput.discarding(),
                GuestClock.system(),
                GuestRandom.secure(),
                (level, source, line) -> log.add(level + " " + source + " " + line),
                Grants.none().with(String.class, "granted\nin two lines"));
    }

    private Receipt run(RunLimits limits, String fields) throws Exception {
        try (var module = SANDBOX.compile(module(fields))) {
            return THREADS.submit(() -> SANDBOX.run(module, request(limits)))
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private Receipt run(String fields) throws Exception {
        return run(LIMITS, fields);
    }

    private static byte[] module(String fields) {
        return Wat.toWasm("(module %s (memory (export \"memory\") 1))".formatted(fields));
    }

    private static String start(String imports, String body) {
        return imports + "(func (export \"_start\") " + body + ")";
    }

    @Test
    void passesArgumentsAndResults() throws Exception {
        var receipt =
                run(
                        start(
                                """
                                (import "test" "add" (func $add (param i64 i64) (result i64)))
                                (import "test" "output" (func $output (param i32 i32)))
                                """,
                                """
                                (i64.store (i32.const 16) (call $add (i64.const 0x123456789) (i64.const -1)))
                                (call $output (i32.const 16) (i32.const 8))
                                """));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(stdout.toByteArray()).containsExactly(0x88, 0x67, 0x45, 0x23, 0x01, 0, 0, 0);
        assertThat(receipt.bytesOut()).isEqualTo(8);
        assertThat(receipt.hostCalls()).containsOnlyKeys("test.add", "test.output");
    }

    @Test
    void theOlderEntrysResultIsTheExitStatus() throws Exception {
        assertThat(run("(func (export \"cwa_main\") (result i32) i32.const 0)").outcome())
                .isEqualTo(new Outcome.Completed());
        assertThat(run("(func (export \"cwa_main\") (result i32) i32.const -3)").outcome())
                .isEqualTo(new Outcome.Exited(-3));
    }

    @Test
    void prefersStartToTheOlderEntry() throws Exception {
        var both =
                "(func (export \"cwa_main\") (result i32) unreachable) (func (export \"_start\"))";
        assertThat(run(both).outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void accountsForWhatLibrariesLogOpenAndSend() throws Exception {
        var receipt =
                run(
                        start(
                                """
                                (import "test" "log" (func $log))
                                (import "synonym" "log" (func $same))
                                """,
                                "(call $log) (call $same)"));
        assertThat(receipt.hostCalls()).containsExactly(Map.entry("test.log", 2L));
        assertThat(receipt.resourcesOpened()).containsExactly(Map.entry("log://", 2L));
        assertThat(receipt.outboundRequests()).isEqualTo(2);
        assertThat(log)
                .hasSize(4)
                .startsWith("INFO PLATFORM granted", "INFO PLATFORM in two lines");
    }

    @Test
    void keepsALibrarysStateForOneRunOnly() throws Exception {
        var guest =
                start(
                        """
                        (import "test" "next" (func $next (result i32)))
                        """,
                        "(drop (call $next)) (if (i32.ne (call $next) (i32.const 1)) (then"
                                + " unreachable))");
        assertThat(run(guest).outcome()).isEqualTo(new Outcome.Completed());
        assertThat(run(guest).outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void trapsWhenAHostCallGetsARangeOutsideOfMemory() throws Exception {
        for (var range :
                List.of(
                        "65533 4",
                        "-4 4",
                        "-1 -1",
                        "0 -1",
                        "0x7fffffff 0x7fffffff",
                        "65536 1",
                        "1 65536")) {
            var numbers = range.split(" ");
            var receipt =
                    run(
                            start(
                                    "(import \"test\" \"load\" (func $load (param i32 i32)))",
                                    "(call $load (i32.const %s) (i32.const %s))"
                                            .formatted(numbers[0], numbers[1])));
            assertThat(receipt.outcome()).as(range).isInstanceOf(Outcome.Trapped.class);
        }
    }

    @Test
    void allowsRangesThatEndWhereMemoryEnds() throws Exception {
        var receipt =
                run(
                        start(
                                """
                                (import "test" "store_int" (func $store (param i32 i32)))
                                (import "test" "load_long" (func $load (param i32) (result i64)))
                                """,
                                "(call $store (i32.const 65532) (i32.const -1)) (drop (call $load"
                                        + " (i32.const 65528)))"));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void seesMemoryThatTheGuestHasGrown() throws Exception {
        var receipt =
                run(
                        start(
                                "(import \"test\" \"store_int\" (func $store (param i32 i32)))",
                                """
                                (call $store (i32.const 0) (i32.const 1))
                                (drop (memory.grow (i32.const 1)))
                                (call $store (i32.const 131068) (i32.const 1))
                                """));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(receipt.peakMemoryBytes()).isEqualTo(131_072);
    }

    @Test
    void endsAHostCallThatBlocksPastTheDeadline() throws Exception {
        var receipt =
                run(
                        LIMITS.withWallTime(Duration.ofMillis(50)),
                        start("(import \"test\" \"sleep\" (func $sleep))", "(call $sleep)"));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void tellsTheHostsBugFromTheGuests() throws Exception {
        var receipt = run(start("(import \"test\" \"fail\" (func $fail))", "(call $fail)"));
        assertThat(receipt.outcome()).isInstanceOf(Outcome.PlatformFailed.class);
    }

    @Test
    void countsTheFuelOfABoundedLoopExactly() throws Exception {
        var guest =
                start(
                        "(global $i (mut i32) (i32.const 0))",
                        """
                        (loop $again
                          (global.set $i (i32.add (global.get $i) (i32.const 1)))
                          (br_if $again (i32.lt_u (global.get $i) (i32.const 1000))))
                        """);
        var fuel = run(guest).fuel();
        assertThat(run(guest).fuel()).isEqualTo(fuel);
        assertThat(run(LIMITS.withFuel(fuel), guest).outcome()).isEqualTo(new Outcome.Completed());
        var stopped = run(LIMITS.withFuel(fuel / 2), guest);
        assertThat(stopped.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
        assertThat(stopped.fuel()).isEqualTo(fuel / 2);
    }

    @Test
    void aTrapInTheStartFunctionIsTheGuestsOutcome() throws Exception {
        var receipt = run("(func $boot unreachable) (start $boot) (func (export \"_start\"))");
        assertThat(receipt.outcome()).isInstanceOf(Outcome.Trapped.class);
    }

    @Test
    void memoryOfOneRunIsNotFoundInTheNext() throws Exception {
        run(
                LIMITS,
                start(
                        "",
                        "(drop (memory.grow (i32.const 15))) (memory.fill (i32.const 0) (i32.const"
                                + " 0xaa) (i32.const 1048576))"));
        for (int i = 0; i < 8; i++) {
            var receipt =
                    run(
                            start(
                                    "(global $at (mut i32) (i32.const 0))",
                                    """
                                    (drop (memory.grow (i32.const 15)))
                                    (loop $scan
                                      (if (i64.ne (i64.load (global.get $at)) (i64.const 0)) (then unreachable))
                                      (global.set $at (i32.add (global.get $at) (i32.const 8)))
                                      (br_if $scan (i32.lt_u (global.get $at) (i32.const 1048576))))
                                    """));
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void tableGrowthStopsAtTheLimit() throws Exception {
        var receipt =
                run(
                        start(
                                "(table $table 1 funcref)",
                                """
                                (if (i32.eq (table.grow $table (ref.null func) (i32.const 65535)) (i32.const -1)) (then unreachable))
                                (if (i32.ne (table.grow $table (ref.null func) (i32.const 1)) (i32.const -1)) (then unreachable))
                                """));
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void refusesARunWhoseModuleDeclaresMoreMemoryThanAllowed() {
        assertThatThrownBy(() -> run(LIMITS.withMemoryPages(0), start("", "")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("1 pages", "at most 0");
    }

    @Test
    void admitsWhatCanRunAndReportsIt() {
        var report = SANDBOX.admit(module(start("", "")), LIMITS);
        assertThat(report.runnable()).isTrue();
        assertThat(report.entry()).contains("_start");
    }

    @Test
    void refusesWhatTheEngineCannotCompile() {
        var wasm = module(start("", "(drop (i32.const 1))"));
        wasm[wasm.length - 2] = 0x7f; // Not an instruction.
        assertThatThrownBy(() -> SANDBOX.admit(wasm, LIMITS))
                .isInstanceOf(InvalidModuleException.class);
    }

    @Test
    void refusesEveryTruncation() {
        var wasm = module(start("", ""));
        for (int length = 0; length < wasm.length; length++) {
            var file = Arrays.copyOf(wasm, length);
            assertThatThrownBy(() -> SANDBOX.admit(file, LIMITS))
                    .as("length " + length)
                    .isInstanceOf(InvalidModuleException.class);
        }
    }
}
