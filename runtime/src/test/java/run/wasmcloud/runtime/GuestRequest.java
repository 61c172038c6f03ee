package run.wasmcloud.runtime;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimits;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a test gives to a run, and what the run writes: nothing in it differs from one run to the
 * next, the clock and the randomness included. For one run.
 */
public final class GuestRequest {
    private static final long FIRST_UNIX_NANOS = 1_767_225_600_000_000_000L;
    private static final long NANOS_A_READING = 1_000_000;
    private static final long SEED = 20;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final List<String> log = new ArrayList<>();
    private RunLimits limits = Plan.PAID.limits().defaultRun();
    private GuestStrings arguments = GuestStrings.of(List.of("guest"));
    private GuestStrings environment = GuestStrings.none();
    private GuestInput stdin = GuestInput.empty();
    private GuestOutput output = GuestOutput.to(stdout);
    private Grants grants = Grants.none();

    /** Sets the bounds. */
    public GuestRequest limits(RunLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Sets the program's arguments, its name first. */
    public GuestRequest arguments(String... strings) {
        arguments = GuestStrings.of(List.of(strings));
        return this;
    }

    /** Sets the environment, {@code KEY=value} each. */
    public GuestRequest environment(String... strings) {
        environment = GuestStrings.of(List.of(strings));
        return this;
    }

    /** Sets what standard input holds. */
    public GuestRequest stdin(byte[] bytes) {
        return stdin(GuestInput.of(bytes));
    }

    /** Sets where standard input comes from. */
    public GuestRequest stdin(GuestInput input) {
        stdin = input;
        return this;
    }

    /** Sets where standard output goes, instead of being kept here. */
    public GuestRequest stdout(GuestOutput newOutput) {
        output = newOutput;
        return this;
    }

    /** Sets what libraries are given. */
    public GuestRequest grants(Grants newGrants) {
        grants = newGrants;
        return this;
    }

    /** Returns the request. */
    public RunRequest build() {
        return new RunRequest(
                limits,
                arguments,
                environment,
                stdin,
                output,
                GuestOutput.to(stderr),
                new EvenClock(),
                new Random(SEED)::nextBytes,
                (level, source, line) -> log.add(level + " " + source + " " + line),
                grants);
    }

    /** Returns what the guest wrote to standard output. */
    public byte[] stdout() {
        return stdout.toByteArray();
    }

    /** Returns what the guest wrote to standard error, as text. */
    public String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Returns the lines of the function's log, each with level and source. */
    public List<String> log() {
        return log;
    }

    /** A clock by which the same time passes from each reading to the next. */
    private static final class EvenClock implements GuestClock {
        private final AtomicLong readings = new AtomicLong();

        @Override
        public long unixNanos() {
            return FIRST_UNIX_NANOS + monotonicNanos();
        }

        @Override
        public long monotonicNanos() {
            return NANOS_A_READING * readings.getAndIncrement();
        }
    }
}
