package run.wasmcloud.olin.policy;

import java.nio.charset.StandardCharsets;

/** Any text is a policy file, or what is wrong in it has a place there. */
public final class PolicyFuzzer {
    private static final String[] URLS = {
        "", "http://a/", "https://example.com:8443/a/b?c=d&e=%2F", "log://", "zzzzzzzzzzzzzzzzzzzz"
    };

    private PolicyFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        try {
            var policy = Policy.parse(text);
            for (var url : URLS) {
                requireDisallowWins(policy, url);
            }
        } catch (InvalidPolicyException e) {
            requirePlaces(e, text);
        }
    }

    private static void requireDisallowWins(Policy policy, String url) {
        var forbidden = policy.disallow().stream().anyMatch(rule -> rule.matches(url));
        var permitted = policy.allow().stream().anyMatch(rule -> rule.matches(url));
        if (policy.check(url).allowed() != (permitted && !forbidden)) {
            throw new IllegalStateException("the verdict on '" + url + "' is wrong");
        }
    }

    private static void requirePlaces(InvalidPolicyException e, String text) {
        var lines = Math.max(text.lines().count(), 1);
        for (var error : e.policyErrors()) {
            if (error.line() < 1 || error.line() > lines || error.column() < 1) {
                throw new IllegalStateException("no such place: " + error, e);
            }
        }
        if (e.policyErrors().isEmpty()) {
            throw new IllegalStateException("refused, and nothing is wrong", e);
        }
    }
}
