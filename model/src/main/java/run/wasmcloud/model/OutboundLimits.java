package run.wasmcloud.model;

/**
 * How much one run may send and receive.
 *
 * @param requests how many requests
 * @param answerBytes the longest answer, in bytes of its head and body
 */
public record OutboundLimits(int requests, long answerBytes) {
    public OutboundLimits {
        if (requests < 0 || answerBytes < 0) {
            throw new IllegalArgumentException(
                    "requests %d, answerBytes %d (expected: 0 or more)"
                            .formatted(requests, answerBytes));
        }
    }

    /** Returns the limits of a run that may send nothing. */
    public static OutboundLimits none() {
        return new OutboundLimits(0, 0);
    }
}
