package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;

import java.util.List;

/** Brings a deleted function back. */
@Command(
        name = "restore",
        description = "Bring a deleted function back, with all that it had.",
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud list --deleted", "  wasmcloud restore hello"})
final class RestoreCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    RestoreCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var restored = client.functions().restore(function.name());
        output().record(
                        restored,
                        () ->
                                List.of(
                                        "Restored %s: %s"
                                                .formatted(
                                                        TerminalText.escaped(restored.name()),
                                                        TerminalText.escaped(restored.url()))));
        return ExitCode.OK;
    }

    @Override
    String whereToLook(WasmcloudClient client) {
        return "wasmcloud list --deleted shows those that can be restored.";
    }
}
