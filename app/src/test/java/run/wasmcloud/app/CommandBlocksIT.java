package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.app.reference.CommandBlock;
import run.wasmcloud.app.reference.SiteBuild;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the commands of the README and of every page, as docs/development/docs.md tells: one server
 * for all, a folder for each page, and one bash that stops at the first command that fails.
 */
class CommandBlocksIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final long LONGEST_SECONDS = 240;

    @TempDir private static Path folder;
    private static LocalInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = new LocalInstallation(folder).up();
    }

    @AfterAll
    static void stop() throws IOException {
        installation.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPagesCommandsRun() throws IOException {
        var there = there();
        var texts = new TreeMap<>(SiteBuild.builder(REPOSITORY).markdown());
        texts.put("README.md", Files.readString(REPOSITORY.resolve("README.md")));
        var tests =
                texts.entrySet().stream()
                        .map(page -> page(page.getKey(), script(page.getValue(), there)))
                        .filter(page -> !page.script().isBlank())
                        .map(page -> DynamicTest.dynamicTest(page.path(), () -> run(page)))
                        .toList();
        assertThat(tests).hasSizeGreaterThan(3);
        return tests.stream();
    }

    private record Page(String path, String script) {}

    private static Page page(String path, String script) {
        return new Page(path, script);
    }

    private static String script(String markdown, Set<String> there) {
        return CommandBlock.of(markdown).stream()
                .filter(block -> block.isRun(there))
                .map(CommandBlock::commands)
                .collect(Collectors.joining("\n"));
    }

    /** The gate has what it installs; elsewhere, blocks that need what is missing are left out. */
    private static Set<String> there() {
        var found =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, "wat2wasm")));
        return found || System.getenv("CI") != null ? Set.of("wabt") : Set.of();
    }

    private static void run(Page page) throws Exception {
        var scratch = scratch(page);
        var output = scratch.resolve("output.txt");
        var process =
                new ProcessBuilder("bash", "-euxo", "pipefail", "-c", local(page.script()))
                        .directory(scratch.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        installation.signIn(process);
        process.environment().put("CURL_HOME", scratch.toString());
        process.environment()
                .merge("PATH", scratch.toString(), (path, first) -> first + ":" + path);
        var running = process.start();
        var ended = running.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        var said = Files.readString(output);
        assertThat(ended)
                .as("%s goes on after %s:%n%s", page.path(), LONGEST_SECONDS, said)
                .isTrue();
        assertThat(running.exitValue()).as("%s:%n%s", page.path(), said).isZero();
    }

    /** Where the pages say the usual ports, the test's server has others. */
    private static String local(String script) {
        return script.replace(":8080", ":" + port(installation.api()))
                .replace(":8081", ":" + port(installation.run()));
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }

    private static Path scratch(Page page) throws IOException {
        var scratch = Files.createDirectories(folder.resolve(page.path().replace('/', '-')));
        for (var name : List.of("examples", "sdk")) {
            Files.createSymbolicLink(scratch.resolve(name), REPOSITORY.resolve(name));
        }
        Files.copy(
                LocalInstallation.EXAMPLES.resolve("hello/hello.wasm"),
                scratch.resolve("hello.wasm"));
        Files.writeString(scratch.resolve(".curlrc"), "fail\nsilent\nshow-error\nmax-time = 60\n");
        var launcher = scratch.resolve("wasmcloud");
        // As ./wasmcloud starts short commands.
        var words = new ArrayList<>(installation.program());
        words.add(1, "-XX:TieredStopAtLevel=1");
        Files.writeString(
                launcher,
                words.stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return scratch;
    }
}
