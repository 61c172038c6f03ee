package run.wasmcloud.wasmtime;

/**
 * A function that guests can call. It runs on the guest's thread, possibly for many guests on many
 * threads at a time; the state of a run belongs into {@link Store#data()}.
 */
@FunctionalInterface
public interface HostFunction {
    /**
     * Runs the function. When it throws anything, the guest ends at once, and who called the guest
     * gets the very same object thrown.
     *
     * @param call the arguments, the results and the guest; not to be used after the function has
     *     returned
     * @throws Throwable to end the guest
     */
    void call(HostCall call) throws Throwable;
}
