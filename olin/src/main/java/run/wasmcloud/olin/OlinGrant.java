package run.wasmcloud.olin;

import run.wasmcloud.olin.outbound.OutboundLimits;
import run.wasmcloud.olin.policy.Policy;

import java.util.regex.Pattern;

/**
 * What a run's deployment grants it here; given with the run's request.
 *
 * @param function the function's name, as others see it in {@code Via} and {@code CDN-Loop}
 * @param policy what it may open
 * @param descriptors how many it may have open at once
 * @param outbound how much it may send and receive
 */
public record OlinGrant(String function, Policy policy, int descriptors, OutboundLimits outbound) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final int MOST_DESCRIPTORS = 4_096;
    private static final int DESCRIPTORS = 64;

    public OlinGrant {
        if (!NAME.matcher(function).matches()) {
            throw new IllegalArgumentException(
                    "function '%s' (expected: 1 to 63 of A-Z, a-z, 0-9, '.', '_' and '-')"
                            .formatted(function));
        }
        if (descriptors < 1 || descriptors > MOST_DESCRIPTORS) {
            throw new IllegalArgumentException(
                    "descriptors %d (expected: 1 to %d)".formatted(descriptors, MOST_DESCRIPTORS));
        }
    }

    /** Returns what a function gets by default under a policy. */
    public static OlinGrant of(String function, Policy policy) {
        return new OlinGrant(function, policy, DESCRIPTORS, OutboundLimits.defaults());
    }

    /** Returns what a run gets whose request grants nothing: nothing can be opened. */
    static OlinGrant none() {
        return new OlinGrant("function", Policy.nothing(), DESCRIPTORS, OutboundLimits.none());
    }
}
