package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The files of a new project in one language, from the jar: the resource {@code
 * templates/index.json} lists them.
 *
 * @param id for example {@code rust}
 * @param language for people
 * @param abi the interface that the module uses, for example {@code wasi-preview1}
 * @param toolChain what has to be installed, for people
 * @param programs the programs that the build runs
 * @param install a command that installs what is needed beside the language itself; null for none
 * @param build the command that builds the module
 * @param module the built module
 * @param files the project's files, counted from its folder
 */
record Template(
        String id,
        String language,
        String abi,
        String toolChain,
        List<String> programs,
        @Nullable String install,
        String build,
        String module,
        List<String> files) {
    /** What the texts call the function. */
    private static final String NAME = "my-function";

    Template {
        programs = List.copyOf(programs);
        files = List.copyOf(files);
    }

    /** Returns all templates in the order in which they are offered. */
    static List<Template> all() {
        return List.of(JsonMapper.shared().readValue(resource("index.json"), Template[].class));
    }

    /**
     * Makes a project of a folder, which is created where it is not there. Nothing is written where
     * one of the files is there already.
     *
     * @throws CommandFailure when one is
     */
    void write(Path folder, FunctionName name) throws IOException {
        var texts = new LinkedHashMap<Path, String>();
        for (var file : files) {
            var path = folder.resolve(file);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new CommandFailure(
                        ExitCode.CONFLICT,
                        "The folder is in use",
                        "%s is there already; nothing was written.".formatted(path),
                        "Take an empty folder.");
            }
            texts.put(path, text(file).replace(NAME, name.value()));
        }
        for (var entry : texts.entrySet()) {
            Files.createDirectories(entry.getKey().toAbsolutePath().getParent());
            Files.writeString(entry.getKey(), entry.getValue(), StandardOpenOption.CREATE_NEW);
        }
    }

    /** Version control and packaging treat files named .gitignore in their own way. */
    private String text(String file) {
        return resource(id + "/" + (file.equals(".gitignore") ? "gitignore" : file));
    }

    private static String resource(String path) {
        try (var stream = Template.class.getResourceAsStream("templates/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("templates/" + path + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
