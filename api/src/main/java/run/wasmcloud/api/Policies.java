package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.model.wire.PolicySource;
import run.wasmcloud.olin.policy.InvalidPolicyException;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.Deployment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The policies of deployments: their own, or else the operator's. Immutable and thread-safe. */
final class Policies {
    private final String operatorText;
    private final Policy operator;

    /**
     * Makes them.
     *
     * @param operatorText the policy file of deployments without one of their own
     */
    Policies(String operatorText) {
        this.operatorText = operatorText;
        this.operator = Policy.parse(operatorText);
    }

    /**
     * Returns the policy that a valid text stands for.
     *
     * @param text null for the operator's
     */
    Policy of(@Nullable String text) {
        return text == null ? operator : Policy.parse(text);
    }

    /**
     * Returns what is wrong with a text that is to be a policy file.
     *
     * @param pointer where the text is in the request
     */
    static List<FieldError> errors(String pointer, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return List.of(new FieldError(pointer, "this is no text (expected: a policy file)"));
        }
        try {
            Policy.parse(text);
            return List.of();
        } catch (InvalidPolicyException e) {
            return e.policyErrors().stream()
                    .map(
                            error ->
                                    new FieldError(
                                            pointer, error.message(), error.line(), error.column()))
                    .toList();
        }
    }

    static PolicySource source(Deployment deployment) {
        return deployment.policy() == null ? PolicySource.OPERATOR : PolicySource.OWNER;
    }

    /**
     * Returns the policy that holds for a deployment in the form that callers see.
     *
     * @param deployment empty when nothing is deployed yet
     */
    PolicyItem item(Optional<Deployment> deployment, PlanLimits plan) {
        var own = deployment.map(Deployment::policy).orElse(null);
        var policy = of(own);
        return new PolicyItem(
                own == null ? operatorText : own,
                own == null ? PolicySource.OPERATOR : PolicySource.OWNER,
                deployment.map(Deployment::number).orElse(null),
                LimitsItem.of(deployment.map(Deployment::limits).orElse(policy.limits(plan))),
                policy.warnings(plan));
    }
}
