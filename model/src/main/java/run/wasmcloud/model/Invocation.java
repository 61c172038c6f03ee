package run.wasmcloud.model;

import java.time.Instant;

/**
 * One run of a deployment, with its account.
 *
 * @param deploymentNumber the deployment's number among its function's
 * @param startedAt when the run was admitted
 * @param httpStatus the status that the caller was answered with; 0 when there was no answer or no
 *     HTTP
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
        Receipt receipt) {}
