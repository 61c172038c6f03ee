package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.WasmcloudException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

class ProblemsTest {
    private static final InvocationId ID =
            InvocationId.parse("01900000-0000-7000-8000-000000000001");
    private static final RunLimits LIMITS = Plan.FREE.limits().defaultRun();
    private final Problems problems = new Problems("http://docs/problems/");

    private void assertProblem(Outcome outcome, int status, String kind, String detail) {
        var problem = problems.of(outcome, LIMITS, ID).orElseThrow();
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.detail()).contains(detail);
        assertThat(problem.instance()).isEqualTo("urn:uuid:" + ID);
    }

    @Test
    void saysOfEachOutcomeWhatTheCallerMayKnow() {
        assertProblem(new Outcome.Exited(3), 502, "exited", "status 3");
        assertProblem(new Outcome.Trapped("unreachable", List.of()), 502, "trapped", "unreachable");
        assertProblem(new Outcome.BadResponse("no headers"), 502, "bad-response", "no headers");
        assertProblem(
                new Outcome.LimitReached(RunLimit.FUEL),
                504,
                "limit-reached",
                "fuel: 10000000000 instructions");
        assertProblem(
                new Outcome.LimitReached(RunLimit.TIME), 504, "limit-reached", "time: 10000 ms");
        assertProblem(
                new Outcome.LimitReached(RunLimit.OUTPUT), 502, "limit-reached", "104857600 bytes");
        assertProblem(
                new Outcome.LimitReached(RunLimit.OUTBOUND), 502, "limit-reached", "outbound");
        assertProblem(new Outcome.PlatformFailed("secret"), 500, "platform-failed", "operator");
    }

    @Test
    void doesNotTellTheCallerWhatIsTheOwnersBusiness() {
        var denied = problems.of(new Outcome.Denied("https://secret"), LIMITS, ID).orElseThrow();
        var failed = problems.of(new Outcome.PlatformFailed("secret"), LIMITS, ID).orElseThrow();

        assertThat(denied.status()).isEqualTo(502);
        assertThat(denied.kind()).isEqualTo("denied");
        assertThat(denied.toString() + failed).doesNotContain("secret");
    }

    @Test
    void hasNothingToSayOfRunsThatWentWell() {
        assertThat(problems.of(new Outcome.Completed(), LIMITS, ID)).isEmpty();
        assertThat(problems.of(new Outcome.Cancelled(), LIMITS, ID)).isEmpty();
        assertThat(Verdict.lines(new Outcome.Completed(), LIMITS)).isEmpty();
        assertThat(Verdict.lines(new Outcome.Cancelled(), LIMITS)).isEmpty();
    }

    @Test
    void writesOnlyWhatThereIs() {
        var problem = problems.of(new WasmcloudException(ErrorCode.NOT_FOUND, "gone"), ID);

        assertThat(new String(Problems.json(problem), UTF_8))
                .isEqualTo(
                        "{\"type\":\"http://docs/problems/not-found\",\"title\":\"Not found\","
                            + "\"status\":404,\"detail\":\"gone\",\"instance\":\"urn:uuid:01900000-0000-7000-8000-000000000001\"}");
    }

    @Test
    void tellsTheOwnerWhereAFunctionTrapped() {
        var frame = new TrapFrame(3, Optional.of("check"), 0x1f);
        var trapped = new Outcome.Trapped("unreachable", Collections.nCopies(70, frame));

        assertThat(Verdict.lines(trapped, LIMITS))
                .hasSize(66)
                .startsWith("Trapped: unreachable", "  at check @ 0x1f")
                .endsWith("  and 6 more");
    }

    @Test
    void tellsTheOwnerTheReasons() {
        assertThat(Verdict.lines(new Outcome.Denied("https://x"), LIMITS))
                .containsExactly("https://x");
        assertThat(Verdict.lines(new Outcome.BadResponse("y"), LIMITS))
                .containsExactly("Bad response: y");
        assertThat(Verdict.lines(new Outcome.Exited(3), LIMITS))
                .containsExactly("The function exited with status 3");
        assertThat(Verdict.lines(new Outcome.LimitReached(RunLimit.TIME), LIMITS))
                .containsExactly("The run used up its time: 10000 ms");
        assertThat(Verdict.lines(new Outcome.PlatformFailed("e"), LIMITS))
                .containsExactly("The platform failed, error e");
    }
}
