package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasmtime.Wat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Guests that mean harm: each ends as it must, its account says so, and a neighbour in the same
 * sandbox answers rightly all the while.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileGuestsTest {
    private static final int GUESTS = 10;
    private static final RunLimits LIMITS =
            Plan.PAID.limits().run().withMemoryPages(2_048).withFuel(2_000_000_000);

    private final Sandbox sandbox =
            Sandbox.open(SandboxSettings.forGuests(GUESTS), List.of(new TestLibrary()));
    private final GuestThreads threads = GuestThreads.open(sandbox, 2 * GUESTS);
    private final Uploads uploads = Uploads.to(sandbox);
    private Neighbour neighbour;

    @BeforeEach
    void moveIn() {
        neighbour = new Neighbour(sandbox);
    }

    @AfterEach
    void moveOut() throws InterruptedException {
        neighbour.moveOut();
        threads.shutdown();
        uploads.close();
        sandbox.close();
    }

    private static byte[] guest(String fields, String body) {
        return Wat.toWasm(
                """
                (module
                  (import "test" "log" (func $log))
                  (import "test" "next" (func $next (result i32)))
                  (import "test" "sleep" (func $sleep))
                  (import "test" "arrived" (func $arrived))
                  (import "test" "check" (func $check (param i32 i32)))
                  (import "test" "output" (func $output (param i32 i32)))
                  %s
                  (func (export "_start") (local $i i32) %s))
                """
                        .formatted(fields, body));
    }

    private static byte[] guest(String body) {
        return guest("(memory (export \"memory\") 1)", body);
    }

    private Receipt run(byte[] wasm, RunLimits limits) throws InterruptedException {
        try (var module = sandbox.compile(wasm)) {
            var run = start(module, new GuestRequest().limits(limits).build());
            neighbour.awaitAnswer();
            return GuestRuns.await(run);
        }
    }

    private CompletableFuture<Receipt> start(CompiledModule module, RunRequest request) {
        return CompletableFuture.supplyAsync(() -> sandbox.run(module, request), threads);
    }

    private static void assertTrapped(String trap, Receipt receipt) {
        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> assertThat(trapped.trap()).startsWith(trap));
    }

    private static void assertLimit(RunLimit limit, Receipt receipt) {
        assertThat(receipt.outcome()).isEqualTo(new Outcome.LimitReached(limit));
    }

    private void assertRefused(byte[] wasm, String... words) {
        assertThatThrownBy(() -> uploads.admit(wasm, LIMITS))
                .isInstanceOfSatisfying(
                        InvalidModuleException.class,
                        refused ->
                                assertThat(String.join("\n", refused.report().problems()))
                                        .contains(words));
    }

    @Test
    void oneThatPassesPointersOutOfItsMemory() throws InterruptedException {
        var receipt = run(guest("(call $output (i32.const -16) (i32.const 32))"), LIMITS);
        assertTrapped("out of bounds memory access: a host call was given", receipt);
        assertThat(receipt.hostCalls()).containsOnlyKeys("test.output");
        assertThat(receipt.bytesOut()).isZero();
    }

    @Test
    void oneThatPassesHugeAndNegativeLengths() throws InterruptedException {
        for (var length : List.of("0x7fffffff", "0x80000000", "-1", "65537")) {
            var body = "(call $output (i32.const 0) (i32.const %s))".formatted(length);
            var receipt = run(guest(body), LIMITS);
            assertTrapped("out of bounds memory access: a host call was given", receipt);
            assertThat(receipt.bytesOut()).isZero();
        }
    }

    @Test
    void oneThatFloodsTheLog() throws InterruptedException {
        var receipt =
                run(guest("(loop $again (call $log) (br $again))"), LIMITS.withFuel(1_000_000));
        assertLimit(RunLimit.FUEL, receipt);
        assertThat(receipt.fuel()).isEqualTo(1_000_000);
        assertThat(receipt.hostCalls().get("test.log")).isBetween(100_000L, 1_000_000L);
    }

    @Test
    void oneThatOpensMoreNamesThanAnyoneCounts() throws InterruptedException {
        var receipt = run(guest("(loop $again (call $log) (br $again))"), LIMITS.withFuel(100_000));
        assertThat(receipt.resourcesOpened()).hasSizeLessThanOrEqualTo(257);
    }

    @Test
    void oneThatRecursesForEver() throws InterruptedException {
        var wasm =
                guest(
                        "(memory (export \"memory\") 1) (func $down (call $down) (call $log))",
                        "(call $down)");
        var receipt = run(wasm, LIMITS);
        assertTrapped("call stack exhausted", receipt);
        assertThat(receipt.hostCalls()).isEmpty();
    }

    @Test
    void oneThatRecursesForEverThroughHostCalls() throws InterruptedException {
        var wasm =
                guest(
                        "(memory (export \"memory\") 1) (func $down (drop (call $next)) (call"
                                + " $down) (call $log))",
                        "(call $down)");
        var receipt = run(wasm, LIMITS);
        assertTrapped("call stack exhausted", receipt);
        assertThat(receipt.hostCalls()).containsOnlyKeys("test.next");
        assertThat(receipt.fuel()).isPositive();
    }

    @Test
    void oneThatDeclares4GibOfMemory() {
        assertRefused(HostileModules.memoryOf(65_536), "65536 pages", "at most 2048");
    }

    @Test
    void oneThatDeclaresATableOf1_000_000Entries() {
        assertRefused(HostileModules.tableOf(1_000_000), "1000000 elements", "at most 65536");
    }

    @Test
    void oneThatImportsItsOwnExports() {
        assertRefused(HostileModules.importCycle(), "_start.memory", "memory._start", "not served");
    }

    @Test
    void oneWhoseDataEndsPastItsMemory() throws InterruptedException {
        var receipt = run(HostileModules.dataPastTheEnd(), LIMITS);
        assertTrapped("out of bounds memory access", receipt);
        assertThat(receipt.hostCalls()).isEmpty();
    }

    @Test
    void oneThatTakesAllTheMemoryItCanGet() throws InterruptedException {
        var receipt =
                run(
                        guest(
                                """
                                (loop $again (br_if $again (i32.ne (memory.grow (i32.const 64)) (i32.const -1))))
                                (loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                                (memory.fill (i32.const 0) (i32.const 1) (i32.mul (memory.size) (i32.const 65536)))
                                """),
                        LIMITS);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(receipt.peakMemoryBytes()).isEqualTo(2_048L * 65_536);
        assertThat(receipt.fuel()).isGreaterThan(2_048L * 65_536);
    }

    @Test
    void oneThatLooksForMemoryTablesAndGlobalsOfTheRunBefore() throws InterruptedException {
        var fields =
                """
                (memory (export "memory") 1) (table $table 1 funcref)
                (global $number (mut i64) (i64.const 0)) (global $function (mut funcref) (ref.null func))
                (elem declare func $log)
                """;
        var leave =
                """
                (drop (memory.grow (i32.const 15)))
                (memory.fill (i32.const 0) (i32.const 0xaa) (i32.const 1048576))
                (drop (table.grow $table (ref.func $log) (i32.const 999)))
                (table.fill $table (i32.const 0) (ref.func $log) (i32.const 1000))
                (global.set $number (i64.const -1)) (global.set $function (ref.func $log))
                """;
        var look =
                """
                (drop (memory.grow (i32.const 15)))
                (loop $scan
                  (if (i64.ne (i64.load (local.get $i)) (i64.const 0)) (then unreachable))
                  (br_if $scan
                    (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 1048576))))
                (drop (table.grow $table (ref.null func) (i32.const 999)))
                (local.set $i (i32.const 0))
                (loop $scan
                  (if (i32.eqz (ref.is_null (table.get $table (local.get $i)))) (then unreachable))
                  (br_if $scan
                    (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000))))
                (if (i64.ne (global.get $number) (i64.const 0)) (then unreachable))
                (if (i32.eqz (ref.is_null (global.get $function))) (then unreachable))
                """;
        for (int i = 0; i < GUESTS; i++) {
            assertThat(run(guest(fields, leave), LIMITS).outcome())
                    .isEqualTo(new Outcome.Completed());
            assertThat(run(guest(fields, look), LIMITS).outcome())
                    .isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void onesThatFillThePool() throws InterruptedException {
        neighbour.moveOut();
        var cancellations = Stream.generate(Cancellation::new).limit(GUESTS).toList();
        var arrived = new CountDownLatch(GUESTS);
        var sleeper =
                new GuestRequest()
                        .limits(LIMITS.withWallTime(Duration.ofHours(1)))
                        .grants(Grants.none().with(CountDownLatch.class, arrived))
                        .build();
        try (var module = sandbox.compile(guest("(call $arrived) (call $sleep)"))) {
            var runs = new ArrayList<CompletableFuture<Receipt>>();
            for (var cancellation : cancellations) {
                runs.add(
                        CompletableFuture.supplyAsync(
                                () -> sandbox.run(module, sleeper, cancellation), threads));
            }
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(
                            () ->
                                    GuestRuns.await(
                                            threads.submit(() -> sandbox.run(module, sleeper))))
                    .isInstanceOfSatisfying(
                            WasmcloudException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            cancellations.forEach(Cancellation::cancel);
            for (var run : runs) {
                assertThat(GuestRuns.await(run).outcome()).isEqualTo(new Outcome.Cancelled());
            }
        }
        neighbour = new Neighbour(sandbox);
    }

    @Test
    void eightThatLoopBesideTheNeighbour() throws InterruptedException {
        var limits = LIMITS.withWallTime(Duration.ofMillis(500)).withFuel(Long.MAX_VALUE);
        try (var module = sandbox.compile(guest("(loop $again (br $again))"))) {
            var runs = new ArrayList<CompletableFuture<Receipt>>();
            for (int i = 0; i < 8; i++) {
                runs.add(start(module, new GuestRequest().limits(limits).build()));
            }
            neighbour.awaitAnswer();
            for (var run : runs) {
                var receipt = GuestRuns.await(run);
                assertLimit(RunLimit.TIME, receipt);
                assertThat(receipt.wallTime()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
            }
        }
    }
}
