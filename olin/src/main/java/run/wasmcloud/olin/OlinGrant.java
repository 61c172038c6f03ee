package run.wasmcloud.olin;

import run.wasmcloud.olin.policy.Policy;

import java.util.regex.Pattern;

/**
 * What a run's deployment grants it here; given with the run's request.
 *
 * @param function the function's name, as others see it in {@code Via} and {@code CDN-Loop}
 * @param owner whose functions share a part of what the node has for outbound requests: the same
 *     for all functions of one user
 * @param policy what it may open
 */
public record OlinGrant(String function, String owner, Policy policy) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    public OlinGrant {
        if (!NAME.matcher(function).matches()) {
            throw new IllegalArgumentException(
                    "function '%s' (expected: 1 to 63 of A-Z, a-z, 0-9, '.', '_' and '-')"
                            .formatted(function));
        }
    }

    /** Returns what a run gets whose request grants nothing: nothing can be opened. */
    static OlinGrant none() {
        return new OlinGrant("function", "", Policy.nothing());
    }
}
