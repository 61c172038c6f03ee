package run.wasmcloud.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** Which project a command is about. */
final class ProjectFolder {
    @Option(
            names = {"-C", "--project"},
            paramLabel = "DIR",
            description = "The project's folder; else the current one.")
    private Path folder = Path.of("");

    Path path() {
        return folder;
    }

    Project project() throws IOException {
        return Project.in(folder);
    }
}
