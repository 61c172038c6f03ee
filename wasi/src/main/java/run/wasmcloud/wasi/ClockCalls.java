package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** Clocks, and waiting for them. */
final class ClockCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "clock_res_get",
                            "tells a clock's resolution",
                            ClockCalls::clockResGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "clock_time_get",
                            "tells the time",
                            ClockCalls::clockTimeGet,
                            I32,
                            I64,
                            I32),
                    WasiCall.declare(
                            "poll_oneoff",
                            "waits for clocks and descriptors",
                            (run, call) -> Poll.serve(run, call, Poll.Layout.PREVIEW_1),
                            I32,
                            I32,
                            I32,
                            I32));

    static final int REALTIME = 0;
    private static final int THREAD_CPU_TIME = 3;

    private ClockCalls() {}

    /**
     * Tells whether a number names a clock: real time, monotonic, and the processor times of
     * process and thread.
     */
    static boolean isClock(int id) {
        return id >= REALTIME && id <= THREAD_CPU_TIME;
    }

    /**
     * Returns a clock's time in nanoseconds; the processor clocks count the time since the run's
     * machine started.
     */
    static long nanos(WasiRun run, int id) {
        var clock = run.run().request().clock();
        return id == REALTIME ? clock.unixNanos() : clock.monotonicNanos();
    }

    private static Errno clockResGet(WasiRun run, HostCall call) {
        if (!isClock(call.i32(0))) {
            return Errno.INVAL;
        }
        call.memory().storeLong(call.i32(1), 1);
        return Errno.SUCCESS;
    }

    private static Errno clockTimeGet(WasiRun run, HostCall call) {
        if (!isClock(call.i32(0))) {
            return Errno.INVAL;
        }
        call.memory().storeLong(call.i32(2), nanos(run, call.i32(0)));
        return Errno.SUCCESS;
    }
}
