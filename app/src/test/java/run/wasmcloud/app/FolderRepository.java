package run.wasmcloud.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Maven repository in a folder, with what the build beside has made. */
record FolderRepository(Path folder) {
    private static final Path PROJECT = Path.of("..");
    private static final String BUILT = "0.1.0-SNAPSHOT";

    /** One that nobody has installed on this machine. */
    static final String VERSION = "0.1.0-of-this-build";

    /** Copies rooms into it; empty when one has not been built. */
    static Optional<FolderRepository> of(Path folder, List<String> rooms) throws IOException {
        for (var room : rooms) {
            if (!Files.exists(jar(room))) {
                return Optional.empty();
            }
        }
        var repository = new FolderRepository(folder);
        repository.addPom("wasmcloud", PROJECT.resolve("pom.xml"));
        for (var room : rooms) {
            var artifact = "wasmcloud-" + room;
            repository.addPom(artifact, PROJECT.resolve(room).resolve("pom.xml"));
            Files.copy(jar(room), repository.place(artifact, "jar"));
        }
        return Optional.of(repository);
    }

    private static Path jar(String room) {
        return PROJECT.resolve(room)
                .resolve("target")
                .resolve("wasmcloud-%s-%s.jar".formatted(room, BUILT));
    }

    private void addPom(String artifact, Path pom) throws IOException {
        var text = Files.readString(pom).replace(element(BUILT), element(VERSION));
        Files.writeString(place(artifact, "pom"), text);
    }

    private static String element(String version) {
        return "<version>" + version + "</version>";
    }

    private Path place(String artifact, String type) throws IOException {
        var target = folder.resolve("run").resolve("wasmcloud").resolve(artifact).resolve(VERSION);
        Files.createDirectories(target);
        return target.resolve("%s-%s.%s".formatted(artifact, VERSION, type));
    }
}
