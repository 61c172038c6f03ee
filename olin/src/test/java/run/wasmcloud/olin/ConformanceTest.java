package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestStrings;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Guests written in C walk through the tables of the interface, as far as nobody else is needed.
 */
@ParameterizedClass
@EnumSource(Engine.class)
class ConformanceTest {
    private final GuestRunner runner;

    ConformanceTest(Engine engine) {
        runner = new GuestRunner(engine);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private GuestRunner.Result run(String part) {
        runner.arguments = GuestStrings.of(List.of("name", part, "third"));
        runner.environment = GuestStrings.of(List.of("WORD=value", "EMPTY="));
        runner.stdin = GuestInput.of("input".getBytes(StandardCharsets.US_ASCII));
        return runner.run(TapReport.guest("conformance"));
    }

    @Test
    void functionsDoWhatTheTableSays() {
        var result = run("functions");
        TapReport.of(result).requireAllOk(51);
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.stderr()).hasToString("oops");
        assertThat(result.log())
                .containsExactly(
                        "ERROR GUEST an error",
                        "WARNING GUEST a warning",
                        "INFO GUEST an information",
                        "INFO GUEST level 9: something",
                        "INFO GUEST short",
                        "INFO GUEST ");
        assertThat(result.receipt().bytesIn()).isEqualTo(5);
    }

    @Test
    void schemesDoWhatTheTableSays() {
        runner.limits = runner.limits.withDescriptors(20);
        var result = run("schemes");
        TapReport.of(result).requireAllOk(30);
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.log().subList(0, 2))
                .containsExactly("INFO GUEST a line", "INFO GUEST My app: its line");
        assertThat(result.receipt().resourcesOpened())
                .containsEntry("zero://", 1L)
                .containsEntry("random://", 1L)
                .containsEntry("log://", 2L);
    }

    @Test
    void exitEndsTheRunWithItsStatus() {
        var result = run("exit");
        assertThat(result.outcome()).isEqualTo(new Outcome.Exited(3));
        assertThat(result.stdout().size()).isZero();
    }

    @Test
    void closingWhatIsNotOpenEndsTheRunWithATrap() {
        var result = run("close");
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> assertThat(trapped.trap()).contains("resource_close", "99"));
        assertThat(result.stdout().size()).isZero();
    }

    @Test
    void anOlderGuestBeginsAtCwaMainAndEndsWithItsResult() {
        runner.arguments = GuestStrings.of(List.of("a", "b"));
        var result = runner.run(TapReport.guest("entry"));
        TapReport.of(result).requireAllOk(1);
        assertThat(result.outcome()).isEqualTo(new Outcome.Exited(2));
    }
}
