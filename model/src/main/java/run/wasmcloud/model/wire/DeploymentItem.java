package run.wasmcloud.model.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A deployment.
 *
 * @param number 1, 2, 3… within its function
 * @param module the SHA-256 of its module
 * @param moduleBytes the module's size
 * @param active whether the function's address leads to it
 * @param message what the user said of it; empty when nothing
 * @param policy whose policy holds for it
 * @param warnings what may surprise, told in the answer that makes the deployment; empty elsewhere
 */
public record DeploymentItem(
        UUID id,
        int number,
        String module,
        long moduleBytes,
        boolean active,
        String message,
        LimitsItem limits,
        PolicySource policy,
        List<String> warnings,
        Instant createdAt) {
    public DeploymentItem {
        warnings = List.copyOf(warnings);
    }
}
