package run.wasmcloud.app.configuration;

/** A text that is shown to nobody. */
public record Secret(String text) {
    static final String MASK = "********";

    /** Hides the text: this may reach a log. */
    @Override
    public String toString() {
        return MASK;
    }
}
