package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.RunEnded;

import java.util.List;

/** Arguments, environment, randomness and the program's end. */
final class ProcessCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "args_get", "copies the arguments", ProcessCalls::argsGet, I32, I32),
                    WasiCall.declare(
                            "args_sizes_get",
                            "counts the arguments",
                            ProcessCalls::argsSizesGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "environ_get",
                            "copies the environment",
                            ProcessCalls::environGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "environ_sizes_get",
                            "counts the environment",
                            ProcessCalls::environSizesGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "random_get",
                            "fills memory with random bytes",
                            ProcessCalls::randomGet,
                            I32,
                            I32),
                    WasiCall.declare("sched_yield", "lets others run", ProcessCalls::schedYield),
                    WasiCall.declare("proc_raise", "is not supported", (_, _) -> Errno.NOTSUP, I32),
                    new HostFunction<>(
                            WasiCall.MODULE,
                            "proc_exit",
                            FunctionType.taking(I32),
                            "ends the run with a status",
                            ProcessCalls::procExit));

    private ProcessCalls() {}

    private static Errno argsGet(WasiRun run, HostCall call) {
        return get(run.run().request().arguments(), call);
    }

    private static Errno argsSizesGet(WasiRun run, HostCall call) {
        return sizesGet(run.run().request().arguments(), call);
    }

    private static Errno environGet(WasiRun run, HostCall call) {
        return get(run.run().request().environment(), call);
    }

    private static Errno environSizesGet(WasiRun run, HostCall call) {
        return sizesGet(run.run().request().environment(), call);
    }

    private static Errno get(GuestStrings strings, HostCall call) {
        strings.store(call.memory(), call.i32(0), call.i32(1));
        return Errno.SUCCESS;
    }

    private static Errno sizesGet(GuestStrings strings, HostCall call) {
        var memory = call.memory();
        memory.storeInt(call.i32(0), strings.count());
        memory.storeInt(call.i32(1), strings.bytes());
        return Errno.SUCCESS;
    }

    private static Errno randomGet(WasiRun run, HostCall call) {
        var memory = call.memory();
        var address = call.i32(0);
        var left = Integer.toUnsignedLong(call.i32(1));
        memory.check(address, call.i32(1));
        while (left > 0) {
            var bytes = new byte[(int) Math.min(left, 4096)];
            run.run().request().random().fill(bytes);
            memory.store(address, bytes, 0, bytes.length);
            address += bytes.length;
            left -= bytes.length;
            run.run().deadline().check();
        }
        return Errno.SUCCESS;
    }

    @SuppressWarnings("ThreadPriorityCheck") // The guest asked for it.
    private static Errno schedYield(WasiRun run, HostCall call) {
        run.run().deadline().check();
        Thread.yield();
        return Errno.SUCCESS;
    }

    private static void procExit(WasiRun run, HostCall call) {
        var status = call.i32(0);
        throw new RunEnded(status == 0 ? new Outcome.Completed() : new Outcome.Exited(status));
    }
}
