package run.wasmcloud.olin.outbound;

import java.util.regex.Pattern;

/**
 * The trace that a run is in, for the requests that it sends. W3C Trace Context.
 *
 * @param parent the value of {@code traceparent}; empty for none
 * @param state the value of {@code tracestate}; empty for none
 */
public record TraceFields(String parent, String state) {
    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    /** Version 00, whose form is known; ids of zeros are none. */
    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Section 3.3.1.5: at least so much must be passed on. */
    private static final int LONGEST_STATE = 512;

    private static final TraceFields NONE = new TraceFields("", "");

    /** Returns the fields as far as they are valid: what a client made up is sent to nobody. */
    public static TraceFields of(String parent, String state) {
        if (!FORM.matcher(parent).matches()) {
            return NONE;
        }
        var passed = state.length() <= LONGEST_STATE && isPlain(state);
        return new TraceFields(parent, passed ? state : "");
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
