package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.sandbox.GuestEngine;

import java.io.IOException;

/** Builds a project's module and tells what it is. */
@Command(
        name = "build",
        description = {
            "Build the project's module with the command that wasmcloud.toml names, and tell"
                    + " whether it can run."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud build", "  wasmcloud build --project ./hello"})
final class BuildCommand extends Verb {
    @Mixin private final ProjectFolder folder = new ProjectFolder();

    BuildCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var project = folder.project();
        project.build();
        try (var local = GuestEngine.open()) {
            var report = local.sandbox().inspect(ModuleFile.read(project.module()));
            output().record(report, () -> ReportText.lines(report, output().coloured()));
            return (report.runnable() ? ExitCode.OK : ExitCode.INVALID).status();
        }
    }
}
