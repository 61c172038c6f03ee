package run.wasmcloud.api;

import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.RunLimits;

/** Decides whether an executor could run a module. Thread-safe. */
@FunctionalInterface
public interface ModuleGate {
    /**
     * Validates, compiles and links a module.
     *
     * @param limits what its runs would be bounded by
     * @throws InvalidModuleException when no run could begin; it has the report
     */
    ModuleReport admit(byte[] wasm, RunLimits limits);
}
