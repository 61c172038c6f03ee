package run.wasmcloud.wasmtime;

/** A guest trapped. */
public final class TrapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Trap trap;

    TrapException(Trap trap) {
        super("wasm trap: " + trap.code());
        this.trap = trap;
    }

    /** The trap. */
    public Trap trap() {
        return trap;
    }

    /** Why the guest trapped. */
    public TrapCode code() {
        return trap.code();
    }
}
