package run.wasmcloud.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One run of a deployment, with its account.
 *
 * @param deploymentNumber the deployment's number among its function's
 * @param startedAt when the run was admitted
 * @param httpStatus the status that the caller was answered with; 0 when there was no answer or no
 *     HTTP
 * @param trace the trace that the run was recorded in; null when it was in none
 */
public record Invocation(
        InvocationId id,
        FunctionId function,
        DeploymentId deployment,
        int deploymentNumber,
        ExecutorId executor,
        Trigger trigger,
        Instant startedAt,
        int httpStatus,
        Receipt receipt,
        @Nullable TraceId trace) {
    /** Makes one that no trace tells of. */
    public Invocation(
            InvocationId id,
            FunctionId function,
            DeploymentId deployment,
            int deploymentNumber,
            ExecutorId executor,
            Trigger trigger,
            Instant startedAt,
            int httpStatus,
            Receipt receipt) {
        this(
                id,
                function,
                deployment,
                deploymentNumber,
                executor,
                trigger,
                startedAt,
                httpStatus,
                receipt,
                null);
    }
}
