package run.wasmcloud.model;

/** A bound of a run that ends the run when it is reached. */
public enum RunLimit {
    FUEL("fuel"),
    TIME("time"),
    OUTPUT("output"),
    OUTBOUND("outbound");

    private final String word;

    RunLimit(String word) {
        this.word = word;
    }

    /** Returns the word for this limit in receipts and problems. */
    public String word() {
        return word;
    }
}
