package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasmtime.Instance;
import run.wasmcloud.wasmtime.Store;
import run.wasmcloud.wasmtime.WasmtimeException;

/**
 * What became of a guest: from its instance to the return of its entry.
 *
 * @param memoryBytes the size of its memory at the end, which is its largest: memory never shrinks
 */
record Execution(Outcome outcome, long memoryBytes) {
    /**
     * Makes an instance in a store and calls its entry.
     *
     * @throws WasmcloudException when there is no room for another instance
     */
    static Execution of(Store store, CompiledModule module) {
        Instance instance = null;
        try {
            instance = module.instances().instantiate(store);
            var outcome = EntryPoint.outcome(instance.func(module.entry()).call());
            return new Execution(outcome, memoryBytes(instance, module));
        } catch (Throwable thrown) {
            if (instance == null && thrown instanceof WasmtimeException) {
                throw new WasmcloudException(
                        ErrorCode.UNAVAILABLE,
                        "no room for another run at the moment; try again later",
                        thrown);
            }
            return new Execution(
                    new Ending(module.origin()).of(thrown, store::framesOfThrown),
                    memoryBytes(instance, module));
        }
    }

    /** A module's start function may have ended the guest before there was an instance to ask. */
    private static long memoryBytes(@Nullable Instance instance, CompiledModule module) {
        return instance == null
                ? module.initialPages() * Sandbox.PAGE
                : instance.memory(module.memory()).size();
    }
}
