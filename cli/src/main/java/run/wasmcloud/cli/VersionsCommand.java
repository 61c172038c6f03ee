package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.DeploymentItem;

import java.util.List;

/** Lists a function's deployments. */
@Command(
        name = "versions",
        description = "List a function's versions.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud versions hello")
final class VersionsCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    VersionsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().deployments(function.name()).list().stream().toList(),
                        this::table,
                        "No versions yet. Make one: wasmcloud deploy FILE.wasm --name "
                                + function.name());
        return ExitCode.OK;
    }

    private Table table(List<DeploymentItem> deployments) {
        var zone = context().shell().clock().getZone();
        var table = new Table(">VERSION", "STATE", "CREATED", ">SIZE", "MODULE", "MESSAGE");
        deployments.forEach(
                deployment ->
                        table.add(
                                deployment.number(),
                                state(deployment),
                                Quantities.time(deployment.createdAt(), zone),
                                Quantities.bytes(deployment.moduleBytes()),
                                FunctionText.hash(deployment),
                                deployment.message()));
        return table;
    }

    private static Cell state(DeploymentItem deployment) {
        return deployment.active() ? new Cell("active", Style.GOOD) : Cell.of("");
    }
}
