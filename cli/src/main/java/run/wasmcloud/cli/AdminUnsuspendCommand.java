package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;

/** Lets a suspended function answer again. */
@Command(
        name = "unsuspend",
        description = "Let a suspended function answer again.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin unsuspend miner")
final class AdminUnsuspendCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    AdminUnsuspendCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        client.functions().access(function.name()).lift();
        output().note(function.name() + " answers again.");
        return ExitCode.OK;
    }
}
