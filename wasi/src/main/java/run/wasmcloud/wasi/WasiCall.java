package run.wasmcloud.wasi;

import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.ValueType;

import java.util.List;

/** What a WASI function does: nearly all of them answer an error code. */
@FunctionalInterface
interface WasiCall {
    /** The import module that guests of preview 1 name. */
    String MODULE = "wasi_snapshot_preview1";

    /** Serves one call. */
    Errno serve(WasiRun run, HostCall call);

    /** Declares a function that answers an error code. */
    static HostFunction<WasiRun> declare(
            String name, String description, WasiCall body, ValueType... parameters) {
        var type = new FunctionType(List.of(parameters), List.of(ValueType.I32));
        return new HostFunction<>(
                MODULE,
                name,
                type,
                description,
                (run, call) -> call.giveI32(body.serve(run, call).code()));
    }
}
