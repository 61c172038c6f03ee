package run.wasmcloud.olin.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Plan;

import java.time.Duration;
import java.util.List;

class PolicyTest {
    private static final String EXAMPLE =
            """
            ## comments start with two hashes
            allow (
              ^https://api\\.example\\.com/   ## and end a line
              ^random://$
            )
            disallow (
              ^https://api\\.example\\.com/admin
            )
            ram-page-limit 128
            gas-limit 33554432
            time-limit-ms 1500
            """;

    private static List<PolicyError> errors(String text) {
        try {
            Policy.parse(text);
            return List.of();
        } catch (InvalidPolicyException e) {
            return e.policyErrors();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/, true, 'allow, line 3: ^https://api\\.example\\.com/'",
        "https://api.example.com/users?x=1, true, 'allow, line 3: ^https://api\\.example\\.com/'",
        "https://api.example.com/admin, false, 'disallow, line 7:"
                + " ^https://api\\.example\\.com/admin'",
        "https://apiXexample.com/, false, no allow rule matches",
        "http://api.example.com/, false, no allow rule matches",
        "random://, true, 'allow, line 4: ^random://$'",
        "random://x, false, no allow rule matches",
        "null://, false, no allow rule matches",
    })
    void saysWhetherAUrlMayBeOpenedAndWhy(String url, boolean allowed, String reason) {
        var verdict = Policy.parse(EXAMPLE).check(url);
        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void readsTheLimits() {
        var limits = Policy.parse(EXAMPLE).limits(Plan.FREE.limits());
        assertThat(limits.memoryPages()).isEqualTo(128);
        assertThat(limits.fuel()).isEqualTo(33_554_432);
        assertThat(limits.wallTime()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void takesTheDefaultForALimitThatIsNotNamed() {
        assertThat(Policy.nothing().limits(Plan.PAID.limits()))
                .isEqualTo(Plan.PAID.limits().defaultRun());
    }

    @Test
    void goesUpToThePlansFigureAndSaysWhenItCuts() {
        var policy =
                Policy.parse(
                        "ram-page-limit 8192\ngas-limit 99999999999999\ntime-limit-ms 9999999");
        assertThat(policy.limits(Plan.PAID.limits())).isEqualTo(Plan.PAID.limits().run());
        assertThat(policy.limits(Plan.FREE.limits())).isEqualTo(Plan.FREE.limits().run());
        assertThat(policy.warnings(Plan.FREE.limits()))
                .anySatisfy(warning -> assertThat(warning).contains("ram-page-limit 8192", "2048"))
                .anySatisfy(warning -> assertThat(warning).contains("gas-limit", "10000000000"))
                .anySatisfy(warning -> assertThat(warning).contains("time-limit-ms", "30000"))
                .anySatisfy(warning -> assertThat(warning).contains("instructions", "too small"));
    }

    @Test
    void searchesUnanchored() {
        assertThat(Policy.parse("allow example").check("https://www.example.com/").allowed())
                .isTrue();
    }

    @Test
    void disallowWinsWhereverItStands() {
        var policy = Policy.parse("disallow ^https://b\nallow ^https://");
        assertThat(policy.check("https://a/").allowed()).isTrue();
        assertThat(policy.check("https://b/").allowed()).isFalse();
    }

    @Test
    void anEmptyFileAllowsNothing() {
        assertThat(Policy.parse("").check("null://").allowed()).isFalse();
        assertThat(Policy.parse("## nothing\n\n").check("null://").allowed()).isFalse();
    }

    @Test
    void takesBothLineEnds() {
        assertThat(Policy.parse("allow (\r\n^null://$\r\n)\r\n").check("null://").allowed())
                .isTrue();
    }

    @Test
    void theStandardPolicyAllowsPlainSchemesAndPublicHosts() {
        for (var url :
                List.of(
                        "log://",
                        "log://?prefix=a",
                        "null://",
                        "zero://",
                        "random://",
                        "https://example.com/",
                        "http://example.com/")) {
            assertThat(Policy.standard().check(url).allowed()).as(url).isTrue();
        }
        assertThat(Policy.standard().check("file:///etc/passwd").allowed()).isFalse();
    }

    @Test
    void tellsAllErrorsAtOnceWithLineAndColumn() {
        var text =
                """
                allow
                permit ^x$
                ram-page-limit many
                gas-limit 0
                ram-page-limit 65537
                  time-limit-ms 1 2
                allow a b
                disallow (
                  ^(unclosed
                  two words
                )
                disallow ^\\1$
                gas-limit 18446744073709551616
                """;
        assertThat(errors(text))
                .extracting(error -> error.line() + ":" + error.column())
                .containsExactly(
                        "1:1", "2:1", "3:16", "4:11", "5:16", "6:3", "7:9", "9:3", "10:7", "12:10",
                        "13:11");
        assertThat(errors(text).get(1).message()).contains("'permit'", "expected: allow");
        assertThat(errors(text).get(7).message()).contains("'^(unclosed'", "missing closing");
    }

    @Test
    void namesTheLineInTheExceptionsMessage() {
        assertThatThrownBy(() -> Policy.parse("\n x"))
                .asInstanceOf(type(InvalidPolicyException.class))
                .extracting(InvalidPolicyException::detail)
                .asString()
                .contains("line 2, column 2", "'x'");
    }

    @Test
    void refusesALimitThatStandsTwice() {
        assertThat(errors("gas-limit 1\ngas-limit 2"))
                .singleElement()
                .hasToString("line 2, column 1: 'gas-limit' stands twice (expected: once)");
    }

    @Test
    void refusesABlockThatIsNeverClosed() {
        assertThat(errors("allow (\n^x$\n"))
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isEqualTo(1))
                .satisfies(error -> assertThat(error.message()).contains("never closed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((((a{100}){100}){100}){100}){100}){100}",
                "(\\Q)\\E(a{1000}b){1000}){1000}",
                "([[:alpha:])](a{1000}b){1000}){1000}",
                "(a{999}b){999}",
            })
    void refusesRepetitionsThatMultiplyBeforeTheyAreWrittenOut(String pattern) {
        assertThat(errors("allow " + pattern))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("too large"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^https://x/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
                "^https://[a-z]{1,63}\\.example\\.com/([0-9]{4}/){3}",
                "[({]{2}",
            })
    void takesRepetitionsThatPeopleWrite(String pattern) {
        assertThat(errors("allow " + pattern)).isEmpty();
    }

    @Test
    void boundsAllPatternsTogether() {
        assertThat(errors("allow (\n" + "[a-z]{900}\n".repeat(40) + ")"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.message()).contains("too large together"));
    }

    @Test
    void boundsTheFileAndEachPattern() {
        assertThat(errors("#".repeat(70_000))).hasSize(1);
        assertThat(errors("allow " + "a".repeat(1_001)))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("1001", "at most 1000"));
    }
}
