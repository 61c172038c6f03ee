package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;

/** Shows one function. */
@Command(
        name = "show",
        description = "Show a function.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud show hello")
final class ShowCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    ShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var found = client.functions().get(function.name());
        var zone = context().shell().clock().getZone();
        output().record(found, () -> FunctionText.facts(found, zone).lines(output().coloured()));
        return ExitCode.OK;
    }
}
