package run.wasmcloud.bench;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.OlinGrant;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Very many runs that end in every way, on many threads of one JVM whose garbage collector is kept
 * busy: each must end as it should, no place of the pool may be lost, and the process may not grow.
 *
 * <p>Argument: how many runs. Prints the resident memory after each tenth of them, and fails when
 * it has grown from the first tenth to the last.
 */
public final class Endurance implements AutoCloseable {
    private static final int GUESTS = 32;
    private static final int WAITING = 64;
    private static final double MOST_GROWTH = 1.10;
    private static final RunLimits LIMITS =
            Plan.FREE.limits().defaultRun().withMemoryPages(64).withFuel(50_000);

    private final Olin olin = new Olin();
    private final Sandbox sandbox =
            Sandbox.open(SandboxSettings.forGuests(GUESTS), List.of(new Wasi(), olin));
    private final GuestThreads threads = GuestThreads.open(sandbox, WAITING);
    private final List<Kind> kinds = kinds();
    private final Thread neighbour = Thread.ofPlatform().daemon().start(Endurance::makeGarbage);

    /** Guests of one kind, and how each of their runs must end. */
    private record Kind(
            String name, CompiledModule module, RunLimits limits, Predicate<Outcome> expected) {}

    /** Runs; throws when something did not end as it should. */
    public static void main(String... arguments) throws Exception {
        var runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (var endurance = new Endurance()) {
            var resident = endurance.run(runs);
            requireNoGrowth(resident);
            System.out.println("all " + runs + " runs ended as they should");
        }
    }

    private List<Kind> kinds() {
        return List.of(
                kind("completed", "nop", LIMITS, Outcome.Completed.class::isInstance),
                kind("exited", "(call $exit (i32.const 3))", LIMITS, new Outcome.Exited(3)::equals),
                kind("trapped", "unreachable", LIMITS, Outcome.Trapped.class::isInstance),
                kind("recursed", "(call $deeper)", LIMITS, Outcome.Trapped.class::isInstance),
                kind(
                        "bad pointer",
                        "(drop (call $write (i32.const 1) (i32.const -8) (i32.const 9) (i32.const"
                                + " 0)))",
                        LIMITS,
                        Outcome.Trapped.class::isInstance),
                kind(
                        "out of memory",
                        "(loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 8)) (i32.const"
                                + " 0)))) (i32.store (i32.mul (memory.size) (i32.const 65536))"
                                + " (i32.const 1))",
                        LIMITS,
                        Outcome.Trapped.class::isInstance),
                kind(
                        "out of fuel",
                        "(loop $on (br $on))",
                        LIMITS,
                        new Outcome.LimitReached(RunLimit.FUEL)::equals),
                kind(
                        "out of time",
                        "(call $sleep (i32.const 1000))",
                        LIMITS.withWallTime(Duration.ofMillis(1)),
                        new Outcome.LimitReached(RunLimit.TIME)::equals),
                kind(
                        "denied",
                        "(drop (call $open (i32.const 16) (i32.const 7)))",
                        LIMITS,
                        Outcome.Denied.class::isInstance));
    }

    private Kind kind(String name, String body, RunLimits limits, Predicate<Outcome> expected) {
        return new Kind(name, sandbox.compile(module(body)), limits, expected);
    }

    private static byte[] module(String body) {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (import "wasi_snapshot_preview1" "fd_write"
                    (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "env" "runtime_msleep" (func $sleep (param i32)))
                  (import "env" "resource_open" (func $open (param i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (data (i32.const 16) "zero://")
                  (func $deeper (call $deeper) (call $deeper))
                  (func (export "_start") %s))
                """
                        .formatted(body));
    }

    /**
     * Runs guests of all kinds in turn.
     *
     * @return the resident memory after each tenth of the runs, in bytes
     */
    List<Long> run(int runs) throws IOException, InterruptedException, ExecutionException {
        var resident = new ArrayList<Long>();
        for (int tenth = 0; tenth < 10; tenth++) {
            runTenth(runs / 10);
            resident.add(residentBytes());
            System.out.printf(
                    "after %,d runs: %,d KiB resident%n",
                    (tenth + 1) * (runs / 10), resident.getLast() / 1024);
        }
        requireAllPlaces();
        return resident;
    }

    private void runTenth(int runs) throws InterruptedException, ExecutionException {
        var going = new ArrayList<Future<?>>();
        for (int i = 0; i < runs; i++) {
            var kind = kinds.get(i % kinds.size());
            going.add(threads.submit(() -> requireEnd(kind)));
            if (going.size() == GUESTS) {
                await(going);
            }
        }
        await(going);
    }

    private static void await(List<Future<?>> going)
            throws InterruptedException, ExecutionException {
        for (var each : going) {
            each.get();
        }
        going.clear();
    }

    private void requireEnd(Kind kind) {
        var outcome = sandbox.run(kind.module(), request(kind.limits())).outcome();
        if (!kind.expected().test(outcome)) {
            throw new IllegalStateException(kind.name() + " ended as " + outcome);
        }
    }

    private static RunRequest request(RunLimits limits) {
        return request(limits, GuestInput.empty());
    }

    private static RunRequest request(RunLimits limits, GuestInput stdin) {
        return new RunRequest(
                limits,
                GuestStrings.none(),
                GuestStrings.none(),
                stdin,
                GuestOutput.discarding(),
                GuestOutput.discarding(),
                GuestClock.system(),
                GuestRandom.secure(),
                GuestLog.discarding(),
                Grants.none()
                        .with(
                                OlinGrant.class,
                                new OlinGrant("endurance", "nobody", Policy.nothing())));
    }

    /** As many guests as the pool has places wait for each other: each must get one. */
    private void requireAllPlaces() throws InterruptedException, ExecutionException {
        var all = new CountDownLatch(GUESTS);
        var limits = LIMITS.withWallTime(Duration.ofMinutes(1));
        GuestInput meeting =
                (_, _, _, _) -> {
                    all.countDown();
                    return awaitAll(all);
                };
        try (var module = sandbox.compile(reader())) {
            var going = new ArrayList<Future<?>>();
            for (int i = 0; i < GUESTS; i++) {
                going.add(
                        threads.submit(
                                () ->
                                        require(
                                                sandbox.run(module, request(limits, meeting))
                                                        .outcome())));
            }
            await(going);
        }
    }

    private static int awaitAll(CountDownLatch all) throws IOException {
        try {
            if (!all.await(1, TimeUnit.MINUTES)) {
                throw new TimeoutException("a place of the pool is lost");
            }
            return -1;
        } catch (InterruptedException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private static byte[] reader() {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_read"
                    (func $read (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (func (export "_start")
                    (i32.store (i32.const 0) (i32.const 64))
                    (i32.store (i32.const 4) (i32.const 64))
                    (if (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16))
                      (then unreachable))))
                """);
    }

    private static void require(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed)) {
            throw new IllegalStateException("a guest that met all others ended as " + outcome);
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Throws when the process grew by more than a tenth from the first measurement to the last. */
    static void requireNoGrowth(List<Long> resident) {
        if (resident.getLast() > MOST_GROWTH * resident.getFirst()) {
            throw new IllegalStateException(
                    "%d bytes are resident (expected: about %d, as after the first tenth)"
                            .formatted(resident.getLast(), resident.getFirst()));
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // It must not take a processor for itself.
    private static void makeGarbage() {
        var garbage = new byte[64][];
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            garbage[i % garbage.length] = new byte[64 * 1024];
            if (i % 16 == 0) {
                Thread.yield();
            }
        }
    }

    @Override
    public void close() {
        neighbour.interrupt();
        threads.close();
        kinds.forEach(kind -> kind.module().close());
        sandbox.close();
        olin.close();
    }
}
