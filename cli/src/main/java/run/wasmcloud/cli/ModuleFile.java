package run.wasmcloud.cli;

import run.wasmcloud.model.Plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads modules from files, up to the size that any server takes. */
final class ModuleFile {
    private ModuleFile() {}

    /**
     * Makes sure that there is such a file, before anything is asked of a server.
     *
     * @throws NoSuchFileException when there is none
     */
    static void require(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    /**
     * Reads a module.
     *
     * @throws CommandFailure when it is too large
     */
    static byte[] read(Path file) throws IOException {
        long most = Plan.PAID.limits().moduleBytes();
        if (Files.size(file) > most) {
            throw new CommandFailure(
                    ExitCode.LIMIT,
                    "Too large",
                    "%s has %s (expected: at most %s)"
                            .formatted(
                                    file,
                                    Quantities.bytes(Files.size(file)),
                                    Quantities.bytes(most)),
                    null);
        }
        return Files.readAllBytes(file);
    }
}
