package run.wasmcloud.runtime;

import run.wasmcloud.model.Receipt;

/**
 * Something that runs guests with host functions: the sandbox, or the second engine that it is held
 * against. What the interface of host functions promises holds on each.
 */
public interface GuestEngine extends AutoCloseable {
    /** Runs a module that nobody cancels. */
    default Receipt run(byte[] wasm, RunRequest request) {
        return run(wasm, request, new Cancellation());
    }

    /**
     * Runs a module once, from its entry to its end, on a thread made for guests.
     *
     * @return the account of the run; without fuel when {@link #meters} is false
     * @throws run.wasmcloud.model.InvalidModuleException when the module cannot run
     */
    Receipt run(byte[] wasm, RunRequest request, Cancellation cancellation);

    /** Tells whether runs use fuel and end when it is used up. */
    boolean meters();

    @Override
    void close();
}
