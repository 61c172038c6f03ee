package run.wasmcloud.wasmtime;

/**
 * What happens when the engine's epoch has passed a store's deadline while a guest computes. It
 * runs on the guest's thread, between two of the guest's instructions.
 */
@FunctionalInterface
public interface EpochDeadline {
    /**
     * Lets the guest go on, or ends it: when this throws anything, the guest ends at once, and who
     * called it gets the very same object thrown.
     *
     * @return ticks from now to the next deadline, more than 0
     * @throws Throwable to end the guest
     */
    long passed() throws Throwable;
}
