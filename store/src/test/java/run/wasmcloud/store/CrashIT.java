package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

@Timeout(180)
class CrashIT {
    private static final int ANSWERS = 15;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("wasmcloud-crash").toRealPath();
    }

    @AfterEach
    void removeFolder() throws IOException {
        EmbeddedServer.open(folder.resolve("postgresql")).close();
        TestFolders.delete(folder);
    }

    /**
     * The process is killed while several of its threads deploy; its server lives on as an orphan.
     */
    @Test
    void keepsEveryDeploymentThatWasAnswered() throws Exception {
        var answered = new ArrayList<String>();
        answered.addAll(deployUntilKilled());
        answered.addAll(deployUntilKilled());

        try (var store = Store.embedded(folder)) {
            assertThat(answered).hasSizeGreaterThanOrEqualTo(2 * ANSWERS);
            assertThat(answered).allSatisfy(line -> requireKept(store, line));
            var none = Duration.ZERO;
            store.sweep(new BlobSweep.Ages(none, none, none, none));
            assertThat(answered).allSatisfy(line -> requireKept(store, line));
        }
        assertThat(remains()).isEqualTo(modulesInUse());
    }

    /** Returns the files below the folder of modules, whatever they are. */
    private Set<String> remains() throws IOException {
        try (var files = Files.walk(folder.resolve("modules"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toSet());
        }
    }

    private Set<String> modulesInUse() {
        try (var store = Store.embedded(folder)) {
            return store.jdbi()
                    .withHandle(
                            handle ->
                                    handle.createQuery("SELECT module_sha256 FROM deployments")
                                            .mapTo(String.class)
                                            .set());
        }
    }

    private static void requireKept(Store store, String line) {
        var words = line.split(" ");
        var hash = new ModuleHash(words[1]);
        assertThat(store.routing().find(words[0]).orElseThrow().module()).isEqualTo(hash);
        assertThat(store.modules().find(hash)).isPresent();
        assertThat(store.modules().read(hash)).isPresent();
    }

    private List<String> deployUntilKilled() throws IOException, InterruptedException {
        var child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Xmx256m",
                                DeployingProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var answered = new ArrayList<String>();
        try (var lines = child.inputReader()) {
            while (answered.size() < ANSWERS) {
                answered.add(lines.readLine());
            }
            // Not Process.destroyForcibly(): that would close the stream.
            child.toHandle().destroyForcibly();
            child.waitFor();
            // What was answered before the kill counts, too; the last line may be cut.
            lines.lines().filter(line -> line.endsWith(".")).forEach(answered::add);
        }
        return answered;
    }
}
