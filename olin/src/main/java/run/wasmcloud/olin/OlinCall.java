package run.wasmcloud.olin;

import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.ValueType;

import java.util.Arrays;
import java.util.List;

/** What an Olin function does: most of them answer a number that is an error code below 0. */
@FunctionalInterface
interface OlinCall {
    /** The import module that every known guest names. */
    String MODULE = "env";

    /** The import module's other name. */
    String SYNONYM = "cwa";

    /** Serves one call. */
    int serve(OlinRun run, HostCall call);

    /** Declares a function that takes so many i32 and answers one. */
    static HostFunction<OlinRun> declare(
            String name, String description, OlinCall body, int parameters) {
        var type = new FunctionType(i32(parameters), i32(1));
        return declare(name, description, type, (run, call) -> call.giveI32(body.serve(run, call)));
    }

    /** Declares a function of any type. */
    static HostFunction<OlinRun> declare(
            String name, String description, FunctionType type, HostFunction.Body<OlinRun> body) {
        return new HostFunction<>(MODULE, name, type, description, body);
    }

    private static List<ValueType> i32(int count) {
        var types = new ValueType[count];
        Arrays.fill(types, ValueType.I32);
        return List.of(types);
    }
}
