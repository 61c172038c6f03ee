package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.sandbox.GuestEngine;

import java.io.IOException;
import java.nio.file.Path;

/** Tells what there is to tell of a module. */
@Command(
        name = "inspect",
        description = "Tell what a module needs and whether it can run. No server is asked.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud inspect hello.wasm")
final class InspectCommand extends Verb {
    @Parameters(paramLabel = "FILE.wasm", description = "The module.")
    private Path file = Path.of("");

    InspectCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var wasm = ModuleFile.read(file);
        try (var local = GuestEngine.open()) {
            return told(local.sandbox().inspect(wasm)).status();
        }
    }

    private ExitCode told(ModuleReport report) {
        output().record(report, () -> ReportText.lines(report, output().coloured()));
        return report.runnable() ? ExitCode.OK : ExitCode.INVALID;
    }
}
