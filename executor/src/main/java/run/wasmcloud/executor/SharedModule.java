package run.wasmcloud.executor;

import run.wasmcloud.runtime.CompiledModule;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A compiled module that is closed when its last user has let go of it. Thread-safe. */
final class SharedModule {
    private final CompiledModule module;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean released = new AtomicBoolean();

    /** Makes it with one user: who keeps it. */
    SharedModule(CompiledModule module) {
        this.module = module;
    }

    /** A user's hold on the module. */
    final class Lease implements AutoCloseable {
        private Lease() {}

        CompiledModule module() {
            return module;
        }

        @Override
        public void close() {
            letGo();
        }
    }

    /** Returns a hold on the module; empty when it is closed. */
    Optional<Lease> lease() {
        var before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        return before == 0 ? Optional.empty() : Optional.of(new Lease());
    }

    /** Ends the hold of who keeps it. */
    void release() {
        if (released.compareAndSet(false, true)) {
            letGo();
        }
    }

    private void letGo() {
        if (users.decrementAndGet() == 0) {
            module.close();
        }
    }

    /** Returns about how much memory the module takes, in bytes. */
    int weight() {
        return (int) Math.min(module.codeBytes(), Integer.MAX_VALUE);
    }
}
