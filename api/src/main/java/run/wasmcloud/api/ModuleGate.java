package run.wasmcloud.api;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;

/** Decides whether an executor could run a module. Thread-safe. */
@FunctionalInterface
public interface ModuleGate {
    /**
     * Validates, compiles and links a module.
     *
     * @param limits what its runs would be bounded by
     * @param compile what compiling it is bounded by
     * @throws InvalidModuleException when no run could begin; it has the report
     * @throws WasmcloudException {@code COMPILE_LIMIT} when compiling takes too much, {@code
     *     UNAVAILABLE} when too many modules wait to be compiled
     */
    ModuleReport admit(byte[] wasm, RunLimits limits, CompileLimits compile);
}
