package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.Deployments;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.DeploymentItem;

import java.util.Comparator;
import java.util.List;

/** Activates the version before the active one. */
@Command(
        name = "rollback",
        description = "Go back to the version before the active one.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud rollback hello")
final class RollbackCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    RollbackCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var deployments = client.functions().deployments(function.name());
        var active = deployments.activate(previous(deployments).number());
        output().record(
                        active,
                        () ->
                                List.of(
                                        "%s runs version %d again"
                                                .formatted(function.name(), active.number())));
        return ExitCode.OK;
    }

    private DeploymentItem previous(Deployments deployments) {
        var all = deployments.list().stream().toList();
        int active =
                all.stream()
                        .filter(DeploymentItem::active)
                        .mapToInt(DeploymentItem::number)
                        .findFirst()
                        .orElse(0);
        return all.stream()
                .filter(deployment -> deployment.number() < active)
                .max(Comparator.comparingInt(DeploymentItem::number))
                .orElseThrow(this::nothingBefore);
    }

    private CommandFailure nothingBefore() {
        return new CommandFailure(
                ExitCode.CONFLICT,
                "Nothing to go back to",
                "%s has no version before the active one.".formatted(function.name()),
                "wasmcloud versions %s shows what there is.".formatted(function.name()));
    }
}
