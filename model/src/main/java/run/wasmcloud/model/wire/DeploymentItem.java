package run.wasmcloud.model.wire;

import java.time.Instant;
import java.util.UUID;

/**
 * A deployment.
 *
 * @param number 1, 2, 3… within its function
 * @param module the SHA-256 of its module
 * @param moduleBytes the module's size
 * @param active whether the function's address leads to it
 * @param message what the user said of it; empty when nothing
 */
public record DeploymentItem(
        UUID id,
        int number,
        String module,
        long moduleBytes,
        boolean active,
        String message,
        LimitsItem limits,
        Instant createdAt) {}
