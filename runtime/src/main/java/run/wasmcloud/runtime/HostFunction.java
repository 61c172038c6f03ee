package run.wasmcloud.runtime;

/**
 * A function that guests may import.
 *
 * @param <S> what the function's library keeps for a run
 * @param module the import's module name
 * @param name the import's name
 * @param description what it does, in a few words, for reports and documentation
 * @param countedAs the name under which calls are counted
 */
public record HostFunction<S>(
        String module,
        String name,
        FunctionType type,
        String description,
        Body<S> body,
        String countedAs) {
    /** Declares a function that is counted under its own qualified name. */
    public HostFunction(
            String module, String name, FunctionType type, String description, Body<S> body) {
        this(module, name, type, description, body, module + "." + name);
    }

    /** What a host function does. */
    @FunctionalInterface
    public interface Body<S> {
        /**
         * Serves one call, on the guest's thread. A body that blocks ends when the run's deadline
         * is reached.
         *
         * @param state what the library keeps for the run
         * @throws RunEnded to end the run
         * @throws GuestFault when the guest gave a bad range
         */
        void call(S state, HostCall call);
    }

    /** Returns this function under another module name: calls of either are counted together. */
    public HostFunction<S> in(String synonym) {
        return new HostFunction<>(synonym, name, type, description, body, countedAs);
    }

    /** Returns what guests import it by, for example {@code wasi_snapshot_preview1.fd_write}. */
    public String qualifiedName() {
        return module + "." + name;
    }
}
