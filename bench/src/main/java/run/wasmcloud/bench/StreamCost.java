package run.wasmcloud.bench;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints how fast a guest reads 1 GiB from standard input, writes as much to standard output, and
 * copies from one to the other, in GB a second of processor time; beside a plain copy of as many
 * bytes in pieces of the same size, made in the same round.
 *
 * <p>Arguments: the guest's text, rounds. The guest has the size of its buffer as a placeholder.
 */
public final class StreamCost {
    private static final long BYTES = 1L << 30;
    private static final int[] BUFFERS = {1024, 4096, 65_536};
    private static final byte[] SOURCE = new byte[1 << 20];
    private static final byte[] TARGET = new byte[1 << 20];

    private final Sandbox sandbox = Sandbox.open(SandboxSettings.forGuests(4), List.of(new Wasi()));
    private final String guest;

    private StreamCost(String guest) {
        this.guest = guest;
    }

    /** Measures. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var cost = new StreamCost(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8));
        var rounds = Integer.parseInt(arguments[1]);
        var thread = GuestThreads.factory(cost.sandbox).newThread(() -> cost.measure(rounds));
        thread.start();
        thread.join();
    }

    private void measure(int rounds) {
        System.out.println("buffer  read  write  read and write  plain copy   (GB/s)");
        for (var buffer : BUFFERS) {
            var wasm = Wat.toWasm(guest.replace("BUFFER", Integer.toString(buffer)));
            try (var module = sandbox.compile(wasm)) {
                for (int i = 0; i < rounds; i++) {
                    System.out.printf(
                            "%6d  %4.1f  %5.1f  %14.1f  %10.1f%n",
                            buffer,
                            rate(run(module, "read")),
                            rate(run(module, "write")),
                            rate(run(module, "copy")),
                            rate(plainCopy(buffer)));
                }
            }
        }
    }

    private static double rate(long nanos) {
        return (double) BYTES / nanos;
    }

    /** Returns the processor time of one run, in nanoseconds. */
    private long run(CompiledModule module, String what) {
        var receipt = sandbox.run(module, request(what));
        require(receipt, what);
        return receipt.cpuTime().toNanos();
    }

    private static RunRequest request(String what) {
        return new RunRequest(
                Plan.PAID.limits().run(),
                GuestStrings.of(List.of(what)),
                GuestStrings.none(),
                new Zeros(),
                (source, offset, length, _) -> System.arraycopy(source, offset, TARGET, 0, length),
                GuestOutput.discarding(),
                GuestClock.system(),
                GuestRandom.secure());
    }

    private static void require(Receipt receipt, String what) {
        var in = what.equals("write") ? 0 : BYTES;
        var out = what.equals("read") ? 0 : BYTES;
        if (!receipt.outcome().equals(new Outcome.Completed())
                || receipt.bytesIn() != in
                || receipt.bytesOut() != out) {
            throw new IllegalStateException(what + " ended as " + receipt);
        }
    }

    private static long plainCopy(int buffer) {
        var threads = ManagementFactory.getThreadMXBean();
        var start = threads.getCurrentThreadCpuTime();
        for (long done = 0; done < BYTES; done += buffer) {
            var at = (int) (done % SOURCE.length);
            System.arraycopy(SOURCE, at, TARGET, at, buffer);
        }
        return threads.getCurrentThreadCpuTime() - start;
    }

    /** As much input as is measured. */
    private static final class Zeros implements GuestInput {
        private long left = BYTES;

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline) {
            if (left == 0 && length > 0) {
                return -1;
            }
            var count = (int) Math.min(Math.min(left, length), SOURCE.length);
            System.arraycopy(SOURCE, 0, target, offset, count);
            left -= count;
            return count;
        }
    }
}
