package run.wasmcloud.executor;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.runtime.compiled.Compiler;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A compiler that takes as long over a module as a test wants. */
final class GatedCompiler implements Compiler {
    private static final int PATIENCE_SECONDS = 120;

    private final Compiler compiler;
    private final ConcurrentHashMap<ModuleHash, Gate> gates = new ConcurrentHashMap<>();

    GatedCompiler(Compiler compiler) {
        this.compiler = compiler;
    }

    /** Holds a module up until it is opened. */
    static final class Gate implements AutoCloseable {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void awaitReached() throws InterruptedException {
            if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody wants the module compiled");
            }
        }

        void open() {
            open.countDown();
        }

        @Override
        public void close() {
            open();
        }

        private void pass() {
            reached.countDown();
            try {
                if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("the gate was not opened");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Returns what a module is held up by from now on. */
    Gate gate(byte[] wasm) {
        return gates.computeIfAbsent(ModuleHash.of(wasm), _ -> new Gate());
    }

    @Override
    public Compilation compile(byte[] wasm, CompileLimits limits) {
        var gate = gates.get(ModuleHash.of(wasm));
        if (gate != null) {
            gate.pass();
        }
        return compiler.compile(wasm, limits);
    }

    @Override
    public void close() {
        compiler.close();
    }
}
