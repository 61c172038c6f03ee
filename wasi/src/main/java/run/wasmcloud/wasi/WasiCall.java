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

    /** The import module of the version before it. */
    String UNSTABLE = "wasi_unstable";

    /**
     * Serves one call.
     *
     * @throws Refused to answer its error code
     */
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
                (run, call) -> call.giveI32(answer(body, run, call).code()));
    }

    private static Errno answer(WasiCall body, WasiRun run, HostCall call) {
        try {
            return body.serve(run, call);
        } catch (Refused refused) {
            return refused.errno();
        }
    }
}
