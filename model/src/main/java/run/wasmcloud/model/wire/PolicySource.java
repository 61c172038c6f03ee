package run.wasmcloud.model.wire;

/** Who wrote the policy of a deployment. */
public enum PolicySource {
    /** The function's owner. */
    OWNER,
    /** The operator: it holds for all deployments without one of their own. */
    OPERATOR
}
