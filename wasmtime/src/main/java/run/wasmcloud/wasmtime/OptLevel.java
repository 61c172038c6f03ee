package run.wasmcloud.wasmtime;

/** How much Cranelift optimises. */
public enum OptLevel {
    /** Not at all. */
    NONE(0),
    /** For speed. */
    SPEED(1),
    /** For speed, and for size where that costs no speed. */
    SPEED_AND_SIZE(2);

    private final byte number;

    OptLevel(int number) {
        this.number = (byte) number;
    }

    byte number() {
        return number;
    }
}
