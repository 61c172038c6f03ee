package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a deployment has besides its module; the next one goes on with it unless it is told
 * otherwise.
 *
 * @param policy the text of a valid policy file, at most 65,536 characters; null for the operator's
 *     default
 * @param config the configuration variables by name
 * @param files the files that it ships; empty for none
 */
public record DeploymentSettings(
        @Nullable String policy, SortedMap<String, String> config, Optional<ShippedFiles> files) {
    public DeploymentSettings {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    /** Returns the operator's policy, no variables, no files. */
    public static DeploymentSettings none() {
        return new DeploymentSettings(null, new TreeMap<>(), Optional.empty());
    }

    /** Returns these settings with another policy; null for the operator's. */
    public DeploymentSettings withPolicy(@Nullable String newPolicy) {
        return new DeploymentSettings(newPolicy, config, files);
    }

    /** Returns these settings with other configuration variables. */
    public DeploymentSettings withConfig(Map<String, String> newConfig) {
        return new DeploymentSettings(policy, new TreeMap<>(newConfig), files);
    }

    /** Returns these settings with other files. */
    public DeploymentSettings withFiles(Optional<ShippedFiles> newFiles) {
        return new DeploymentSettings(policy, config, newFiles);
    }
}
