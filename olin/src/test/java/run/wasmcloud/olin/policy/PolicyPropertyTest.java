package run.wasmcloud.olin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;

class PolicyPropertyTest {
    @Provide
    Arbitrary<String> files() {
        var words =
                Arbitraries.of(
                        "allow",
                        "disallow",
                        "ram-page-limit",
                        "gas-limit",
                        "time-limit-ms",
                        "(",
                        ")",
                        "##",
                        "\n",
                        "\r\n",
                        " ",
                        "\t",
                        "^a$",
                        "[",
                        "{9}",
                        "{1000}",
                        "\\Q",
                        "[[:alpha:]",
                        "(?i)",
                        "\\pL",
                        "1",
                        "99999999999999999999",
                        "-1",
                        "é",
                        "\u0000",
                        "\uD800",
                        "*",
                        "|",
                        "\\");
        return words.list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    @Property(tries = 1_000)
    void anyTextIsAPolicyOrTellsWhereItIsNot(@ForAll("files") String text) {
        try {
            var policy = Policy.parse(text);
            assertThat(policy.check("https://example.com/").reason()).isNotEmpty();
        } catch (InvalidPolicyException e) {
            assertThat(e.policyErrors())
                    .isNotEmpty()
                    .allSatisfy(error -> requirePlace(error, text));
        }
    }

    private static void requirePlace(PolicyError error, String text) {
        var lines = List.of(text.split("\r\n|\n|\r", -1));
        assertThat(error.line()).isBetween(1, lines.size());
        assertThat(error.column()).isBetween(1, Math.max(1, lines.get(error.line() - 1).length()));
    }

    @Property(tries = 500)
    void neverAllowsWhatADisallowRuleMatches(@ForAll("files") String text) {
        var url = "https://forbidden.example/";
        try {
            var policy = Policy.parse("disallow forbidden\nallow .\n" + text);
            assertThat(policy.check(url).allowed()).isFalse();
        } catch (InvalidPolicyException e) {
            assertThat(e.policyErrors()).isNotEmpty();
        }
    }
}
