package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The value of one configuration variable, or of one secret. As text it does not show the value.
 */
public record VariableRequest(@Nullable String value) {
    @Override
    public String toString() {
        return "VariableRequest[]";
    }
}
