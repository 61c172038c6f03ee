package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The policy that holds for a deployment.
 *
 * @param text the policy file
 * @param source whose it is
 * @param deployment the deployment's number; null when nothing is deployed yet
 * @param limits what the policy makes of the plan's figures
 * @param warnings what may surprise
 */
public record PolicyItem(
        String text,
        PolicySource source,
        @Nullable Integer deployment,
        LimitsItem limits,
        List<String> warnings) {
    public PolicyItem {
        warnings = List.copyOf(warnings);
    }
}
