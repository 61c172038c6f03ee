package run.wasmcloud.runtime;

import run.wasmcloud.model.Receipt;

import java.util.List;
import java.util.concurrent.ExecutorService;

/** Runs guests as production does: in a sandbox. */
public final class WasmtimeGuests implements GuestEngine {
    private static final int GUESTS = 4;

    private final Sandbox sandbox;
    private final ExecutorService threads;

    /** Opens a sandbox whose guests may import these. */
    public WasmtimeGuests(List<HostLibrary<?>> libraries) {
        sandbox = Sandbox.open(SandboxSettings.forGuests(GUESTS), libraries);
        threads = GuestThreads.open(sandbox, GUESTS);
    }

    /** Returns the sandbox. */
    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public Receipt run(byte[] wasm, RunRequest request, Cancellation cancellation) {
        try (var module = sandbox.compile(wasm)) {
            return GuestRuns.await(
                    threads.submit(() -> sandbox.run(module, request, cancellation)));
        }
    }

    @Override
    public boolean meters() {
        return true;
    }

    @Override
    public void close() {
        threads.shutdown();
        sandbox.close();
    }
}
