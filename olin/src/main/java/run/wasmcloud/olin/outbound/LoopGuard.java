package run.wasmcloud.olin.outbound;

import java.util.Arrays;
import java.util.List;

/**
 * Tells requests that go round in circles by their {@code CDN-Loop} field, which this platform adds
 * to and guests cannot take away. RFC 8586.
 */
public final class LoopGuard {
    /** The request field. */
    public static final String FIELD = "CDN-Loop";

    private static final String PLATFORM = "wasmcloud";
    private static final int MOST_PASSES = 3;
    private static final int LONGEST = 4 * 1024;

    private LoopGuard() {}

    /**
     * Tells whether a request has come through a function too often. The edge answers it with 508.
     *
     * @param values of the request's {@code CDN-Loop} fields
     */
    public static boolean isLoop(List<String> values, String function) {
        return isLoop(String.join(",", values), function);
    }

    static boolean isLoop(String value, String function) {
        return value.length() > LONGEST || passes(value, function) >= MOST_PASSES;
    }

    private static long passes(String value, String function) {
        return Arrays.stream(value.split(","))
                .filter(entry -> entry.replaceAll("[ \\t]", "").equals(compact(function)))
                .count();
    }

    private static String compact(String function) {
        return PLATFORM + ";function=" + function;
    }

    /** Returns the value for a request that a function sends on behalf of one that it got. */
    static String next(String value, String function) {
        var own = PLATFORM + "; function=" + function;
        return value.isBlank() ? own : value.strip() + ", " + own;
    }
}
