package run.wasmcloud.olin;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.RunEnded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The runtime itself, time and randomness. */
final class ProcessCalls {
    /** Guests test for this name. */
    private static final byte[] NAME = "olin".getBytes(StandardCharsets.US_ASCII);

    private static final int SPEC_MAJOR = 0;
    private static final int SPEC_MINOR = 2;

    static final List<HostFunction<OlinRun>> FUNCTIONS =
            List.of(
                    OlinCall.declare(
                            "runtime_exit",
                            "ends the run with a status",
                            FunctionType.taking(I32),
                            ProcessCalls::exit),
                    OlinCall.declare(
                            "runtime_msleep",
                            "waits for milliseconds",
                            FunctionType.taking(I32),
                            ProcessCalls::sleep),
                    OlinCall.declare(
                            "runtime_name",
                            "copies the runtime's name",
                            (_, call) -> EnvironmentCalls.copyIfAllFits(NAME, Span.of(call, 0)),
                            2),
                    OlinCall.declare(
                            "runtime_spec_major",
                            "tells the interface's major version",
                            (_, _) -> SPEC_MAJOR,
                            0),
                    OlinCall.declare(
                            "runtime_spec_minor",
                            "tells the interface's minor version",
                            (_, _) -> SPEC_MINOR,
                            0),
                    OlinCall.declare(
                            "time_now",
                            "tells the Unix time in seconds",
                            FunctionType.taking().giving(I64),
                            (run, call) -> call.giveI64(unixSeconds(run))),
                    OlinCall.declare("random_i32", "draws a number", ProcessCalls::randomInt, 0),
                    OlinCall.declare("random_u32", "draws a number", ProcessCalls::randomInt, 0),
                    randomLong("random_i64"),
                    randomLong("random_u64"));

    private ProcessCalls() {}

    private static void exit(OlinRun run, HostCall call) {
        var status = call.i32(0);
        throw new RunEnded(status == 0 ? new Outcome.Completed() : new Outcome.Exited(status));
    }

    private static void sleep(OlinRun run, HostCall call) {
        run.run().deadline().sleep(TimeUnit.MILLISECONDS.toNanos(Math.max(call.i32(0), 0)));
    }

    private static long unixSeconds(OlinRun run) {
        return Math.floorDiv(run.run().request().clock().unixNanos(), TimeUnit.SECONDS.toNanos(1));
    }

    private static int randomInt(OlinRun run, HostCall call) {
        return random(run, Integer.BYTES).getInt();
    }

    private static HostFunction<OlinRun> randomLong(String name) {
        return OlinCall.declare(
                name,
                "draws a number",
                FunctionType.taking().giving(I64),
                (run, call) -> call.giveI64(random(run, Long.BYTES).getLong()));
    }

    private static ByteBuffer random(OlinRun run, int count) {
        var bytes = new byte[count];
        run.run().request().random().fill(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
