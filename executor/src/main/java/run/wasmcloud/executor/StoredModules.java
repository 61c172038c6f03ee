package run.wasmcloud.executor;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.store.Store;

import java.time.Duration;
import java.util.Optional;

/** The modules of the store: compiled before, as a rule, by whoever admitted them. Thread-safe. */
record StoredModules(Store store, CompiledModules compiled) implements ModuleCache.Source {
    /** A module was within its owner's limits when it was admitted: the most of any plan. */
    private static final CompileLimits LIMITS =
            new CompileLimits(
                    Duration.ofMillis(PlanFigure.COMPILE_MILLIS.most()),
                    PlanFigure.COMPILE_MEMORY_BYTES.most());

    @Override
    public Optional<CompiledModule> load(ModuleHash hash) {
        return compiled.load(hash);
    }

    @Override
    public CompiledModule compile(ModuleHash hash) {
        return compiled.compile(bytes(hash), LIMITS);
    }

    private byte[] bytes(ModuleHash hash) {
        return store.modules()
                .read(hash)
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.INTERNAL, "The module's bytes are missing"));
    }
}
