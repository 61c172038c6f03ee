package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import run.wasmcloud.model.FunctionName;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The projects that people begin with: what is there to build them with is, and each answers in the
 * sandbox. On the gate ({@code CI} is set) the tool chains of C, Rust and Go have to be there;
 * elsewhere a missing one is reported as skipped.
 */
@Timeout(600)
class TemplatesIT {
    private static final Set<String> REQUIRED_ON_THE_GATE = Set.of("c", "rust", "go");
    private static final FunctionName NAME = new FunctionName("tried-out");

    static List<Template> templates() {
        return Template.all();
    }

    @Test
    void areInTheseLanguages() {
        assertThat(templates())
                .extracting(Template::id)
                .containsExactly("rust", "c", "go", "assemblyscript", "zig", "wat");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void makeAProjectOfTheNameThatIsWanted(Template template, @TempDir Path folder)
            throws IOException {
        var target = folder.resolve("new/project");

        template.write(target, NAME);

        var project = Project.in(target);
        assertThat(project.settings().name()).isEqualTo("tried-out");
        assertThat(project.settings().build())
                .isEqualTo(template.build().replace("my-function", "tried-out"));
        assertThat(project.settings().module())
                .isEqualTo(template.module().replace("my-function", "tried-out"));
        assertThat(target.resolve("README.md")).content().startsWith("# tried-out\n");
        assertThat(target.resolve(".gitignore")).isNotEmptyFile();
        try (var files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSameSizeAs(template.files())
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("my-function"));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void touchNothingWhereAFileIsThere(Template template, @TempDir Path folder) throws IOException {
        var file = folder.resolve("wasmcloud.toml");
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> template.write(folder, NAME))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("wasmcloud.toml is there already");

        assertThat(file).hasContent("mine");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void areBuiltAndAnswerInTheSandbox(Template template, @TempDir Path folder) throws Exception {
        template.write(folder, NAME);
        requireToolChain(template, folder);
        var tool = new Tool(folder.resolve("home"));

        var built = tool.run("build", "-C", folder.toString());
        assertThat(built.status()).as(built.out() + built.err()).isZero();

        var module = folder.resolve(template.module().replace("my-function", "tried-out"));
        assertThat(Files.size(module)).isLessThan(8 << 20);
        var greeting = run(tool, module, "GET");
        assertThat(greeting.out())
                .contains("Content-Type: text/plain; charset=utf-8")
                .contains("Hello");
        if (!template.id().equals("wat")) {
            var counted = run(tool.reading("twelve bytes"), module, "POST");
            assertThat(counted.out()).containsPattern("12 (bytes|letters)\n");
            var long20 = "x".repeat(20_000);
            var refused = run(tool.reading(long20), module, "POST", long20.length());
            assertThat(refused.out()).containsPattern("Status: (413)");
        }
    }

    private static Tool.Result run(Tool tool, Path module, String method) {
        return run(tool, module, method, 12);
    }

    /** Runs a module with the variables that the platform gives it. */
    private static Tool.Result run(Tool tool, Path module, String method, int length) {
        var variables =
                List.of(
                        "GATEWAY_INTERFACE=CGI/1.1",
                        "SERVER_PROTOCOL=HTTP/1.1",
                        "SERVER_NAME=tried-out.run.localhost",
                        "SERVER_PORT=8081",
                        "REQUEST_METHOD=" + method,
                        "REQUEST_URI=/?name=Ada",
                        "QUERY_STRING=name=Ada",
                        "PATH_INFO=/",
                        "SCRIPT_NAME=",
                        "HTTP_HOST=tried-out.run.localhost:8081",
                        "REMOTE_ADDR=127.0.0.1",
                        "CONTENT_LENGTH=" + (method.equals("POST") ? length : 0));
        var command =
                Stream.of(
                                List.of("run"),
                                variables.stream()
                                        .flatMap(each -> List.of("--cgi", each).stream())
                                        .toList(),
                                List.of(module.toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        var result = tool.run(command);
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        return result;
    }

    private static void requireToolChain(Template template, Path folder) throws Exception {
        var missing = missing(template, folder);
        if (REQUIRED_ON_THE_GATE.contains(template.id()) && System.getenv("CI") != null) {
            assertThat(missing).as("what builds %s", template.language()).isEmpty();
        }
        assumeTrue(
                missing.isEmpty(),
                "%s needs %s; not here: %s"
                        .formatted(template.language(), template.toolChain(), missing));
    }

    private static List<String> missing(Template template, Path folder) throws Exception {
        var programs =
                template.programs().stream().filter(program -> !isInstalled(program)).toList();
        if (!programs.isEmpty()) {
            return programs;
        }
        return switch (template.id()) {
            case "rust" -> hasRustTarget(folder) ? List.of() : List.of("wasm32-wasip1");
            case "assemblyscript" ->
                    status(folder, "npm", "install", "--silent", "--no-audit") == 0
                            ? List.of()
                            : List.of("assemblyscript");
            default -> List.of();
        };
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean hasRustTarget(Path folder) throws Exception {
        var source = Files.writeString(folder.resolve("empty.rs"), "");
        return status(
                        folder,
                        "rustc",
                        "--target=wasm32-wasip1",
                        "--crate-type=lib",
                        "--emit=metadata",
                        source.toString())
                == 0;
    }

    private static int status(Path folder, String... command) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        return process.waitFor();
    }
}
