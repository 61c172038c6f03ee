package run.wasmcloud.executor;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;
import run.wasmcloud.sandbox.FailureCode;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Optional;

/** Says as {@code application/problem+json} (RFC 9457) what went wrong. Immutable. */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion ->
                                    inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                    .build();

    private final String types;

    /**
     * Makes problems.
     *
     * @param types what the address of the page about a kind of problem begins with
     */
    Problems(String types) {
        this.types = types;
    }

    /** Returns the problem that an error is to the caller. */
    Problem of(WasmcloudException e, InvocationId id) {
        return problem(e.code(), e.detail(), id, e.errors(), null);
    }

    /** Returns the problem that an error of the platform is to the caller: nothing is told. */
    Problem internal(InvocationId id) {
        return problem(
                ErrorCode.INTERNAL,
                "Something went wrong on our side; the operator can find it by the instance's id",
                id,
                List.of(),
                null);
    }

    /**
     * Returns the problem that a run's outcome is to the caller, when its headers have not gone
     * out; empty when it is none.
     */
    Optional<Problem> of(Outcome outcome, RunLimits limits, InvocationId id) {
        return switch (outcome) {
            case Outcome.Completed _, Outcome.Cancelled _ -> Optional.empty();
            case Outcome.Exited exited ->
                    run("The function exited with status " + exited.status(), outcome, id);
            case Outcome.Trapped trapped ->
                    run("The function trapped: " + trapped.trap(), outcome, id);
            case Outcome.BadResponse bad ->
                    run("The function's response is not valid: " + bad.reason(), outcome, id);
            case Outcome.Denied _ ->
                    run(
                            "The function tried what its policy forbids; its log tells more",
                            outcome,
                            id);
            case Outcome.LimitReached reached -> run(limit(reached.limit(), limits), outcome, id);
            case Outcome.PlatformFailed _ -> Optional.of(withKind(internal(id), outcome.kind()));
        };
    }

    /** Says which limit was reached, with its figure. */
    static String limit(RunLimit limit, RunLimits limits) {
        return switch (limit) {
            case FUEL -> "The run used up its fuel: " + limits.fuel() + " instructions";
            case TIME -> "The run used up its time: " + limits.wallTime().toMillis() + " ms";
            case OUTPUT ->
                    "The response's body is longer than allowed: "
                            + limits.outputBytes()
                            + " bytes";
            case OUTBOUND -> "The run used up its outbound requests";
        };
    }

    private Optional<Problem> run(String detail, Outcome outcome, InvocationId id) {
        return FailureCode.of(outcome)
                .map(code -> problem(code, detail, id, List.of(), outcome.kind()));
    }

    private Problem problem(
            ErrorCode code,
            String detail,
            InvocationId id,
            List<FieldError> errors,
            @Nullable String kind) {
        return new Problem(
                types + code.slug(),
                code.title(),
                code.status(),
                detail,
                "urn:uuid:" + id,
                errors,
                null,
                kind);
    }

    private static Problem withKind(Problem problem, String kind) {
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.instance(),
                problem.errors(),
                problem.report(),
                kind);
    }

    /** Returns a problem as JSON. */
    static byte[] json(Problem problem) {
        return JSON.writeValueAsBytes(problem);
    }
}
