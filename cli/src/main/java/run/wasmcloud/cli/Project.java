package run.wasmcloud.cli;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.toml.TomlMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest's project: what its file {@value #FILE} says. Paths count from the file's folder.
 *
 * @param folder where the file is
 * @param settings what it says
 */
record Project(Path folder, Settings settings) {
    static final String FILE = "wasmcloud.toml";

    private static final int MOST_BYTES = 64 * 1024;
    private static final TomlMapper TOML =
            TomlMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /**
     * The file's content. Its JSON Schema is the resource {@code wasmcloud.schema.json}.
     *
     * @param name the function's
     * @param module the built module
     * @param build the command that builds it, for the system's shell; null when nothing has to be
     *     built
     * @param policy a policy file; null for the server's
     * @param files a folder or zip that the guest sees; null for none
     * @param api the API to deploy to; null for the user's own choice
     * @param env the configuration variables of local runs and of deployments
     */
    record Settings(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String module,
            @Nullable String build,
            @Nullable String policy,
            @Nullable String files,
            @Nullable URI api,
            @Nullable Map<String, String> env) {}

    /**
     * Reads the project of a folder.
     *
     * @throws CommandFailure when there is none, or its file is not valid
     */
    static Project in(Path folder) throws IOException {
        return find(folder)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.USAGE,
                                        "No project",
                                        "There is no %s in %s."
                                                .formatted(FILE, folder.toAbsolutePath()),
                                        "Make one: wasmcloud init"));
    }

    /**
     * Reads the project of a folder, if there is one.
     *
     * @throws CommandFailure when its file is not valid
     */
    static Optional<Project> find(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static Project read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw invalid(file, "it has more than %s".formatted(Quantities.bytes(MOST_BYTES)));
        }
        try {
            var settings = TOML.readValue(Files.readString(file), Settings.class);
            if (!FunctionName.isValid(settings.name())) {
                throw invalid(
                        file,
                        "name = \"%s\" (expected: 2 to 50 of a-z, 0-9 and -, no --, not beginning or ending with -)"
                                .formatted(settings.name()));
            }
            return new Project(file.toAbsolutePath().resolveSibling("").normalize(), settings);
        } catch (UnrecognizedPropertyException e) {
            throw invalid(
                    file,
                    "unknown key %s (expected: one of %s)"
                            .formatted(e.getPropertyName(), e.getKnownPropertyIds()));
        } catch (DatabindException e) {
            throw invalid(file, e.getOriginalMessage());
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw invalid(
                    file,
                    "line %d, column %d: %s"
                            .formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()));
        }
    }

    private static CommandFailure invalid(Path file, String detail) {
        return new CommandFailure(
                ExitCode.INVALID, "Not a valid project file", file + ": " + detail, null);
    }

    FunctionName name() {
        return new FunctionName(settings.name());
    }

    Path module() {
        return folder.resolve(settings.module());
    }

    Optional<Path> policy() {
        return Optional.ofNullable(settings.policy()).map(folder::resolve);
    }

    Optional<Path> files() {
        return Optional.ofNullable(settings.files()).map(folder::resolve);
    }

    Optional<URI> api() {
        return Optional.ofNullable(settings.api());
    }

    Map<String, String> env() {
        return settings.env() == null ? Map.of() : settings.env();
    }

    /**
     * Runs the build command, if there is one, with this process's own standard streams, and makes
     * sure that the module is there.
     *
     * @throws CommandFailure when the command fails or leaves no module
     */
    void build() throws IOException {
        if (settings.build() != null) {
            var status = run(settings.build());
            if (status != 0) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "The build failed",
                        "%s ended with status %d; the lines above say why."
                                .formatted(settings.build(), status),
                        null);
            }
        }
        if (!Files.isRegularFile(module())) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "No module",
                    "There is no %s%s."
                            .formatted(
                                    module(),
                                    settings.build() == null
                                            ? ""
                                            : " although the build ended well"),
                    "Say in %s where the built module is: module = \"PATH\"".formatted(FILE));
        }
    }

    private int run(String command) throws IOException {
        var process =
                new ProcessBuilder(shell(command))
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building", e);
        }
    }

    private static List<String> shell(String command) {
        return System.getProperty("os.name").startsWith("Windows")
                ? List.of("cmd", "/c", command)
                : List.of("sh", "-c", command);
    }
}
