package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param policyText its own policy file; null where it has none, and in lists
 * @param configKeys the names of its configuration variables
 * @param config the variables with their values; null in lists
 * @param files what it ships; null for nothing
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
        @Nullable String policyText,
        List<String> configKeys,
        @Nullable SortedMap<String, String> config,
        @Nullable FilesItem files,
        List<String> warnings,
        Instant createdAt) {
    public DeploymentItem {
        configKeys = List.copyOf(configKeys);
        config = config == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(config));
        warnings = List.copyOf(warnings);
    }
}
