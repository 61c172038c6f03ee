package run.wasmcloud.olin;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** The function's log. */
final class LogCalls {
    static final List<HostFunction<OlinRun>> FUNCTIONS =
            List.of(
                    OlinCall.declare(
                            "log_write",
                            "writes to the function's log",
                            FunctionType.taking(I32, I32, I32),
                            LogCalls::logWrite));

    private LogCalls() {}

    private static void logWrite(OlinRun run, HostCall call) {
        var text = GuestText.lenient(Span.of(call, 1));
        var level = call.i32(0);
        var bytes = call.i32(2);
        switch (level) {
            case 1 -> run.logLines().add(LogLevel.ERROR, "", text, bytes);
            case 3 -> run.logLines().add(LogLevel.WARNING, "", text, bytes);
            case 6 -> run.logLines().add(LogLevel.INFO, "", text, bytes);
            default -> run.logLines().add(LogLevel.INFO, "level " + level + ": ", text, bytes);
        }
    }
}
