package run.wasmcloud.olin.outbound;

/**
 * How much one run may send and receive.
 *
 * @param requests how many requests
 * @param answerBytes the longest answer, in bytes of its head and body
 */
public record OutboundLimits(int requests, long answerBytes) {
    private static final int REQUESTS = 20;
    private static final long ANSWER_BYTES = 16L << 20;

    public OutboundLimits {
        if (requests < 0 || answerBytes < 0) {
            throw new IllegalArgumentException(
                    "requests %d, answerBytes %d (expected: 0 or more)"
                            .formatted(requests, answerBytes));
        }
    }

    /** Returns what holds by default: 20 requests, 16 MiB an answer. */
    public static OutboundLimits defaults() {
        return new OutboundLimits(REQUESTS, ANSWER_BYTES);
    }

    /** Returns the limits of a run that may send nothing. */
    public static OutboundLimits none() {
        return new OutboundLimits(0, 0);
    }
}
