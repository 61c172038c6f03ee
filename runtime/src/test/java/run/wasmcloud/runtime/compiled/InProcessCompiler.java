package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.runtime.CodeSettings;
import run.wasmcloud.runtime.MachineCode;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
        try (var bytes = NativeBytes.allocate(wasm.length)) {
            bytes.buffer().put(wasm);
            try (var code = MachineCode.compile(engine, bytes)) {
                var compiled = new AtomicReference<Compilation>();
                code.write(parts -> compiled.set(compiled(parts)));
                return compiled.get();
            }
        } catch (WasmtimeException e) {
            return new Compilation.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Compilation compiled(ByteBuffer... parts) {
        var code = NativeBytes.allocate(Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum());
        var buffer = code.buffer();
        for (var part : parts) {
            buffer.put(part);
        }
        return new Compilation.Compiled(code);
    }

    @Override
    public void close() {
        engine.close();
    }
}
