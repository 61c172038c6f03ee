package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
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
import run.wasmcloud.runtime.GuestEngine;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.RunRequest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs guests with Olin. */
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
    private final GuestEngine engine;

    RunLimits limits = Plan.PAID.limits().defaultRun();
    GuestStrings arguments = GuestStrings.of(List.of("guest"));
    GuestStrings environment = GuestStrings.none();

    /** Sees all that guests have written to standard output whenever they write more. */
    @Nullable Consumer<String> onOutput;

    private boolean logCountedOnly;
    private boolean outputDiscarded;
    int longestLogLine;
    int logLines;

    GuestInput stdin = GuestInput.empty();
    GuestClock clock = GuestClock.system();
    GuestRandom random = GuestRandom.secure();
    Grants grants =
            Grants.none().with(OlinGrant.class, new OlinGrant("hello", "owner", Policy.standard()));

    /** Runs guests on an engine, with the default settings for what they send. */
    GuestRunner(Engine engine) {
        this(engine, OutboundSettings.defaults());
    }

    /** Runs guests in the sandbox. */
    GuestRunner(OutboundSettings settings) {
        this(Engine.WASMTIME, settings);
    }

    private GuestRunner(Engine engine, OutboundSettings settings) {
        this.olin = new Olin(settings);
        this.engine = engine.open(List.of(olin));
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
                        logCountedOnly ? this::count : GuestRunner.keeping(log),
                        grants);
        return new Result(engine.run(wasm, request), stdout, stderr, log);
    }

    private static GuestLog keeping(List<String> log) {
        return (level, source, line) -> log.add(level + " " + source + " " + line);
    }

    /** Lets the lines of the log be counted and not kept. */
    void countLogOnly() {
        logCountedOnly = true;
    }

    private void count(LogLevel level, LogSource source, String line) {
        logLines++;
        longestLogLine = Math.max(longestLogLine, line.length());
    }

    /** Lets nothing be kept of what guests write to standard output. */
    void discardOutput() {
        outputDiscarded = true;
    }

    private GuestOutput watched(ByteArrayOutputStream stdout) {
        if (outputDiscarded) {
            return (_, _, _, _) -> {};
        }
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
        engine.close();
        olin.close();
    }
}
