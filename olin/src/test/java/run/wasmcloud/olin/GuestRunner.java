package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.olin.outbound.Outbound;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs guests on a real sandbox with Olin. */
final class GuestRunner implements AutoCloseable {
    /** What a guest left behind. */
    record Result(
            Receipt receipt,
            ByteArrayOutputStream stdout,
            ByteArrayOutputStream stderr,
            List<String> log) {
        Outcome outcome() {
            return receipt.outcome();
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(stdout.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** The numbers that the guest printed. */
        List<Integer> numbers() {
            var numbers = new ArrayList<Integer>();
            var bytes = bytes();
            while (bytes.remaining() >= Integer.BYTES) {
                numbers.add(bytes.getInt());
            }
            return numbers;
        }

        /** What the guest wrote behind its first numbers. */
        String textAfter(int numbers) {
            var skipped = numbers * Integer.BYTES;
            var bytes = stdout.toByteArray();
            return new String(bytes, skipped, bytes.length - skipped, StandardCharsets.UTF_8);
        }
    }

    private final Olin olin;
    private final Sandbox sandbox;
    private final ExecutorService threads;

    RunLimits limits = Plan.PAID.limits().defaultRun();
    GuestStrings arguments = GuestStrings.of(List.of("guest"));
    GuestStrings environment = GuestStrings.none();

    /** Sees all that guests have written to standard output whenever they write more. */
    @Nullable Consumer<String> onOutput;

    GuestInput stdin = GuestInput.empty();
    GuestClock clock = GuestClock.system();
    GuestRandom random = GuestRandom.secure();
    Grants grants =
            Grants.none().with(OlinGrant.class, new OlinGrant("hello", "owner", Policy.standard()));

    GuestRunner() {
        this(OutboundSettings.defaults());
    }

    GuestRunner(OutboundSettings settings) {
        this.olin = new Olin(settings);
        this.sandbox = Sandbox.open(SandboxSettings.forGuests(2), List.of(olin));
        this.threads = GuestThreads.open(sandbox, 2);
    }

    /** Grants what a policy file says. */
    GuestRunner policy(String text) {
        return grant(new OlinGrant("hello", "owner", Policy.parse(text)));
    }

    /** Lets the function be another user's, with the standard policy. */
    GuestRunner owner(String owner) {
        return grant(new OlinGrant("hello", owner, Policy.standard()));
    }

    GuestRunner grant(OlinGrant grant) {
        grants = Grants.none().with(OlinGrant.class, grant);
        return this;
    }

    Result run(byte[] wasm) {
        try (var module = sandbox.compile(wasm)) {
            var stdout = new ByteArrayOutputStream();
            var stderr = new ByteArrayOutputStream();
            var log = new ArrayList<String>();
            var request =
                    new RunRequest(
                            limits,
                            arguments,
                            environment,
                            stdin,
                            watched(stdout),
                            GuestOutput.to(stderr),
                            clock,
                            random,
                            (level, source, line) -> log.add(level + " " + source + " " + line),
                            grants);
            var receipt =
                    threads.submit(() -> sandbox.run(module, request)).get(60, TimeUnit.SECONDS);
            return new Result(receipt, stdout, stderr, log);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("the guest did not end as a run", e);
        }
    }

    private GuestOutput watched(ByteArrayOutputStream stdout) {
        return (source, offset, length, _) -> {
            stdout.write(source, offset, length);
            if (onOutput != null) {
                onOutput.accept(stdout.toString(StandardCharsets.ISO_8859_1));
            }
        };
    }

    /** Returns what requests hold of the node now. */
    Outbound.Usage usage() {
        return olin.outboundUsage();
    }

    /** Waits until requests hold nothing of the node any more. */
    void awaitUnused() {
        var deadline = Deadline.after(Duration.ofSeconds(20));
        while (!usage().equals(new Outbound.Usage(0, 0, 0, 0))) {
            assertThat(deadline.reached()).as("still in use: %s", usage()).isFalse();
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        sandbox.close();
        olin.close();
    }
}
