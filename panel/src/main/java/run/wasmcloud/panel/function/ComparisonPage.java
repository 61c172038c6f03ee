package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.DeploymentItem;

import java.util.List;

/** Two versions of a function, held against each other. */
public record ComparisonPage(
        FunctionHead head, List<DeploymentItem> versions, Comparison comparison) {
    public ComparisonPage {
        versions = List.copyOf(versions);
    }
}
