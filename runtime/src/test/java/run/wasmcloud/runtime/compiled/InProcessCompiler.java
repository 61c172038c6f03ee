package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.runtime.CodeSettings;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.util.concurrent.atomic.AtomicInteger;

/** Compiles in this process, without limits, and counts. */
public final class InProcessCompiler implements Compiler {
    final AtomicInteger asked = new AtomicInteger();
    private final Engine engine;

    /** Makes a compiler for a sandbox. */
    public InProcessCompiler(CodeSettings settings) {
        engine = Engine.create(settings.config());
    }

    @Override
    public Compilation compile(byte[] wasm, CompileLimits limits) {
        asked.incrementAndGet();
        try (var module = Module.compile(engine, wasm)) {
            return new Compilation.Compiled(module.serializeToNative());
        } catch (WasmtimeException e) {
            return new Compilation.Invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
