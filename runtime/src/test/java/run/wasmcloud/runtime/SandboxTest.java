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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class SandboxTest {
    private static final RunLimits LIMITS = Plan.FREE.limits().defaultRun();
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new TestLibrary()));
    private static final Sandbox SANDBOX = GUESTS.sandbox();
    private static final Uploads UPLOADS = Uploads.to(SANDBOX);

    @AfterAll
    static void close() {
        UPLOADS.close();
        GUESTS.close();
    }

    private static Receipt run(RunLimits limits, String fields) {
        return GUESTS.run(module(fields), new GuestRequest().limits(limits).build());
    }

    private static Receipt run(String fields) {
        return run(LIMITS, fields);
    }

    private static byte[] module(String fields) {
        return Wat.toWasm("(module %s (memory (export \"memory\") 1))".formatted(fields));
    }

    private static String start(String imports, String body) {
        return imports + "(func (export \"_start\") " + body + ")";
    }

    @Test
    void countsTheFuelOfABoundedLoopExactly() {
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
    void flushesTheOutputOfAGuestThatComputes() {
        var flushes = new AtomicInteger();
        var output =
                new GuestOutput() {
                    @Override
                    public void write(byte[] source, int offset, int length, Deadline deadline) {
                        throw new AssertionError("the guest writes nothing");
                    }

                    @Override
                    public void flush() {
                        flushes.incrementAndGet();
                    }
                };
        var request = new GuestRequest().limits(LIMITS.withWallTime(Duration.ofMillis(500)));
        var guest = module(start("", "(loop $again (br $again))"));

        GUESTS.run(guest, request.stdout(output).build());

        assertThat(flushes).hasPositiveValue();
    }

    @Test
    void memoryOfOneRunIsNotFoundInTheNext() {
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
    void refusesARunWhoseModuleDeclaresMoreMemoryThanAllowed() {
        assertThatThrownBy(() -> run(LIMITS.withMemoryPages(0), start("", "")))
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("1 pages", "at most 0");
    }

    @Test
    void admitsWhatCanRunAndReportsIt() {
        var report = UPLOADS.admit(module(start("", "")), LIMITS);
        assertThat(report.runnable()).isTrue();
        assertThat(report.entry()).contains("_start");
    }

    @Test
    void refusesWhatTheEngineCannotCompile() {
        var wasm = module(start("", "(drop (i32.const 1))"));
        wasm[wasm.length - 2] = 0x7f; // Not an instruction.
        assertThatThrownBy(() -> UPLOADS.admit(wasm, LIMITS))
                .isInstanceOf(InvalidModuleException.class);
    }

    @Test
    void refusesEveryTruncation() {
        var wasm = module(start("", ""));
        for (int length = 0; length < wasm.length; length++) {
            var file = Arrays.copyOf(wasm, length);
            assertThatThrownBy(() -> UPLOADS.admit(file, LIMITS))
                    .as("length " + length)
                    .isInstanceOf(InvalidModuleException.class);
        }
    }
}
