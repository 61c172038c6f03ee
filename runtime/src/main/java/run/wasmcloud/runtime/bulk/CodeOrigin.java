package run.wasmcloud.runtime.bulk;

/**
 * Where the functions of a module that was compiled are in the module that it was made of.
 *
 * @param functions how many functions the original has; those behind them were added
 * @param shift how many bytes the functions of the original moved towards the end; −1 when it is
 *     not the same for all of them
 */
public record CodeOrigin(int functions, int shift) {
    /** The origin of a module that was compiled as it was. */
    public static final CodeOrigin UNCHANGED = new CodeOrigin(Integer.MAX_VALUE, 0);

    private static final int NOT_KNOWN = -1;

    /** Tells whether the original has this function. */
    public boolean has(int functionIndex) {
        return functionIndex < functions;
    }

    /**
     * Returns the place in the original.
     *
     * @param offset bytes from the beginning of what was compiled, −1 when not known
     * @return bytes from the beginning of the original, −1 when not known
     */
    public long offset(long offset) {
        return offset < 0 || shift < 0 ? NOT_KNOWN : offset - shift;
    }
}
