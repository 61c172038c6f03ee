package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.DeploymentItem;

import java.util.List;

/** The versions of a function, the newest first. */
public record VersionsPage(FunctionHead head, List<DeploymentItem> versions) {
    public VersionsPage {
        versions = List.copyOf(versions);
    }

    /** Returns what the button says that makes a version the active one. */
    public String verb(DeploymentItem version) {
        var active = head.function().activeDeployment();
        return active != null && version.number() < active ? "Roll back" : "Activate";
    }

    /** Returns where a version is held against the active one, or the one before it. */
    public String comparison(DeploymentItem version) {
        var active = head.function().activeDeployment();
        var other =
                active == null || active == version.number()
                        ? Math.max(1, version.number() - 1)
                        : active;
        return head.address(
                "versions/compare?from=%d&to=%d"
                        .formatted(
                                Math.min(other, version.number()),
                                Math.max(other, version.number())));
    }
}
