package run.wasmcloud.olin.policy;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;
import java.util.stream.Collectors;

/** A text is no policy file; the exception has all that is wrong in it. */
public final class InvalidPolicyException extends WasmcloudException {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyError> policyErrors;

    InvalidPolicyException(List<PolicyError> errors) {
        super(
                ErrorCode.INVALID_VALUE,
                errors.stream()
                        .map(PolicyError::toString)
                        .collect(Collectors.joining("; ", "the policy file is not valid: ", "")));
        this.policyErrors = List.copyOf(errors);
    }

    /** Returns what is wrong, in the file's order. */
    public List<PolicyError> policyErrors() {
        return policyErrors;
    }
}
