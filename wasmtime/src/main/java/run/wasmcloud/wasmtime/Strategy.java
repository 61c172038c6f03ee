package run.wasmcloud.wasmtime;

/** Which compiler makes machine code of wasm. */
public enum Strategy {
    /** Wasmtime's choice. */
    AUTO(0),
    /** The optimising compiler. */
    CRANELIFT(1),
    /** The baseline compiler: compiles several times faster, its code runs up to twice as long. */
    WINCH(2);

    private final byte number;

    Strategy(int number) {
        this.number = (byte) number;
    }

    byte number() {
        return number;
    }
}
