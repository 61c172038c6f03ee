package run.wasmcloud.olin;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** The environment and the arguments. */
final class EnvironmentCalls {
    static final List<HostFunction<OlinRun>> FUNCTIONS =
            List.of(
                    OlinCall.declare("env_get", "reads a variable", EnvironmentCalls::envGet, 4),
                    OlinCall.declare(
                            "startup_arg_len",
                            "counts the arguments",
                            (run, _) -> run.run().request().arguments().count(),
                            0),
                    OlinCall.declare(
                            "startup_arg_at",
                            "copies an argument",
                            EnvironmentCalls::startupArgAt,
                            3));

    private EnvironmentCalls() {}

    private static int envGet(OlinRun run, HostCall call) {
        var key = Span.of(call, 0);
        var target = Span.of(call, 2);
        var name = GuestText.strict(key);
        if (name.isEmpty()) {
            return OlinError.INVALID_ARGUMENT.code();
        }
        return run.variable(name.get())
                .map(value -> copyIfAllFits(value, target))
                .orElse(OlinError.NOT_FOUND.code());
    }

    /** Returns the true length. */
    static int copyIfAllFits(byte[] value, Span target) {
        if (value.length <= target.length()) {
            target.store(0, value, value.length);
        }
        return value.length;
    }

    private static int startupArgAt(OlinRun run, HostCall call) {
        var target = Span.of(call, 1);
        var arguments = run.run().request().arguments();
        var index = Integer.toUnsignedLong(call.i32(0));
        if (index >= arguments.count()) {
            return OlinError.INVALID_ARGUMENT.code();
        }
        var argument = arguments.bytesAt((int) index);
        target.store(0, argument, Math.min(argument.length, target.length()));
        return argument.length;
    }
}
