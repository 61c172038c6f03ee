package run.wasmcloud.sandbox;

import run.wasmcloud.model.Network;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.SandboxSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What many sandboxes share: the engine, and the modules that it has compiled. Opening one costs
 * nothing before the first run. Thread-safe; runs that go on when it is closed must have ended
 * before.
 */
public final class Sandboxes implements AutoCloseable {
    private static final int GUESTS = 64;

    private final Map<List<Network>, Loaded> engines = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    private Sandboxes() {}

    /** An engine for guests that may reach certain networks, and what was compiled for it. */
    private static final class Loaded implements AutoCloseable {
        private final GuestEngine engine;
        private final Map<ModuleBytes, CompiledModule> modules = new HashMap<>();

        Loaded(List<Network> networks) {
            this.engine =
                    GuestEngine.open(
                            SandboxSettings.forGuests(GUESTS),
                            OutboundSettings.defaults().withAllowedNetworks(networks));
        }

        @Override
        public void close() {
            modules.values().forEach(CompiledModule::close);
            engine.close();
        }
    }

    /** An engine and a module that is compiled for it. */
    record Ready(GuestEngine engine, CompiledModule module) {}

    /** Opens an engine for many sandboxes. */
    public static Sandboxes open() {
        return new Sandboxes();
    }

    /**
     * Makes a sandbox on this engine; it is good until this is closed.
     *
     * @param module a WebAssembly module in binary form
     */
    public Sandbox of(byte[] module) {
        return new Sandbox(this, false, module);
    }

    /**
     * Makes a sandbox on this engine for a file that holds a module.
     *
     * @throws IOException when there is no such file, or it cannot be read
     */
    public Sandbox of(Path module) throws IOException {
        return of(Files.readAllBytes(module));
    }

    /**
     * Returns a module that can run; compiled at the first time.
     *
     * @throws WasmcloudException when it cannot run, with the reasons
     */
    Ready ready(ModuleBytes module, List<Network> networks) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine of this sandbox is closed");
            }
            var loaded = engines.computeIfAbsent(networks, Loaded::new);
            return new Ready(
                    loaded.engine,
                    loaded.modules.computeIfAbsent(
                            module, bytes -> loaded.engine.sandbox().compile(bytes.bytes())));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            engines.values().forEach(Loaded::close);
            engines.clear();
        } finally {
            lock.unlock();
        }
    }
}
