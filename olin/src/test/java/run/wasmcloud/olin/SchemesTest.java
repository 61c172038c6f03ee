package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.copy;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Grants;

import java.util.Arrays;

/** The schemes that need nothing from outside, what is no scheme, and the policy. */
@ParameterizedClass
@EnumSource(Engine.class)
class SchemesTest {
    private final GuestRunner runner;
    private final OlinGuest guest = new OlinGuest();

    SchemesTest(Engine engine) {
        runner = new GuestRunner(engine);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private GuestRunner.Result use(String url) {
        guest.data(0, url).data(200, "text").data(300, "....");
        return runner.run(
                guest.start(
                        open(0, url.length()),
                        print("resource_write", FD, 200, 4),
                        print("resource_flush", FD),
                        print("resource_read", FD, 301, 2),
                        print("resource_read", FD, 301, 0),
                        copy(300, 4),
                        call("resource_close", FD)));
    }

    private int opened(String url) {
        guest.data(0, url);
        return runner.run(guest.start(print("resource_open", 0, url.length())))
                .numbers()
                .getFirst();
    }

    @Test
    void nullHasNothingAndTakesAll() {
        var result = use("null://");
        assertThat(result.numbers().subList(0, 4)).containsExactly(4, 0, 0, 0);
        assertThat(result.textAfter(4)).isEqualTo("....");
        assertThat(result.receipt().resourcesOpened()).containsEntry("null://", 1L);
    }

    @Test
    void zeroHasZerosAndTakesAll() {
        var result = use("zero://");
        assertThat(result.numbers().subList(0, 4)).containsExactly(4, 0, 2, 0);
        assertThat(result.textAfter(4)).isEqualTo(".\0\0.");
    }

    @Test
    void randomHasBytesOfTheRunsRandomnessAndTakesNothing() {
        runner.random = target -> Arrays.fill(target, (byte) '!');
        var result = use("random://");
        assertThat(result.numbers().subList(0, 4)).containsExactly(-1, 0, 2, 0);
        assertThat(result.textAfter(4)).isEqualTo(".!!.");
    }

    @Test
    void fillsRangesLargerThanAChunk() {
        guest.data(0, "random://");
        var result =
                runner.run(
                        guest.start(
                                "(drop (memory.grow (i32.const 4)))",
                                open(0, 9),
                                print("resource_read", FD, 70_000, 200_000),
                                copy(70_000, 200_000)));
        assertThat(result.numbers().getFirst()).isEqualTo(200_000);
        assertThat(result.stdout().size()).isEqualTo(200_004);
    }

    @Test
    void logHasNothingAndLogsEachWriteAsALine() {
        var result = use("log://");
        assertThat(result.numbers().subList(0, 4)).containsExactly(4, 0, 0, 0);
        assertThat(result.log()).containsExactly("INFO GUEST text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log://?prefix=my+app",
                "log://?a=b&prefix=my%20app",
                "LOG://?prefix=my%20app"
            })
    void logPutsAPrefixBeforeEachLine(String url) {
        assertThat(use(url).log()).containsExactly("INFO GUEST my app: text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://x", "mailto:a@b", "nul://", "cwa+x.y-z://"})
    void anotherSchemeIsNotFound(String url) {
        assertThat(opened(url)).isEqualTo(-4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "://",
                "null:",
                "1x://",
                "nu ll://",
                "null:// ",
                "null://\n",
                "log://?prefix=%zz"
            })
    void whatCannotBeReadIsAnInvalidArgument(String url) {
        assertThat(opened(url)).isEqualTo(-2);
    }

    @Test
    void aUrlThatIsTooLongIsAnInvalidArgument() {
        assertThat(opened("null://" + "a".repeat(9_000))).isEqualTo(-2);
    }

    @Test
    void aViolationEndsTheRunAndIsLogged() {
        runner.policy("allow .\ndisallow ^random://");
        guest.data(0, "random://");
        var result = runner.run(guest.start(print("resource_open", 0, 9)));
        assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
        assertThat(result.numbers()).isEmpty();
        assertThat(result.log())
                .singleElement()
                .asString()
                .startsWith("ERROR PLATFORM vibe check failed: URL forbidden by policy: random://")
                .contains("line 2");
        assertThat(result.receipt().resourcesOpened()).isEmpty();
    }

    @Test
    void thePolicySeesTheSchemeInLowerCase() {
        runner.policy("allow ^null://$");
        assertThat(opened("NULL://")).isPositive();
    }

    @Test
    void aRunThatIsGrantedNothingCanOpenNothing() {
        runner.grants = Grants.none();
        guest.data(0, "null://");
        assertThat(runner.run(guest.start(print("resource_open", 0, 7))).outcome())
                .isInstanceOf(Outcome.Denied.class);
    }
}
