package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tests guests with the library as a stranger does: in a project of its own, which gets the library
 * from a repository. Maven works offline: all else that it needs, this build has fetched before.
 */
@Timeout(600)
class JavaTestingIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> LIBRARY =
            List.of("model", "wasmtime", "runtime", "wasi", "olin", "cgi", "sandbox");

    @TempDir private Path folder;

    @Test
    void aProjectOfAStrangerTestsItsGuests() throws Exception {
        var repository = FolderRepository.of(folder.resolve("repository"), LIBRARY);
        assumeTrue(repository.isPresent(), "the rooms have not been packaged: no jars in target/");
        var project = copy(PROJECT.resolve("sdk").resolve("java-testing"));

        var said = mavenTest(project, repository.get());

        assertThat(said).contains("Tests run: 7, Failures: 0, Errors: 0, Skipped: 0");
    }

    private Path copy(Path source) throws IOException {
        var copy = folder.resolve("project");
        try (var files = Files.walk(source)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (!file.startsWith(source.resolve("target"))) {
                    Files.copy(file, copy.resolve(source.relativize(file).toString()));
                }
            }
        }
        return copy;
    }

    private String mavenTest(Path project, FolderRepository repository) throws Exception {
        var output = folder.resolve("maven.log");
        var builder =
                new ProcessBuilder(
                                PROJECT.resolve("mvnw").toString(),
                                "--batch-mode",
                                "--offline",
                                "--no-transfer-progress",
                                "-Daether.offline.protocols=file",
                                "-Dmaven.repo.local=" + folder.resolve("local"),
                                "-Dmaven.repo.local.tail=" + localRepository(),
                                "-Dmaven.repo.local.tail.ignoreAvailability=true",
                                "-Dwasmcloud.repository=" + repository.folder().toUri(),
                                "-Dversion.wasmcloud=" + FolderRepository.VERSION,
                                "test")
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        var maven = builder.start();
        try {
            assertThat(maven.waitFor(9, TimeUnit.MINUTES)).as("Maven ends").isTrue();
        } finally {
            maven.destroyForcibly();
        }
        var said = Files.readString(output);
        assertThat(maven.exitValue()).as(said).isZero();
        return said;
    }

    /** Surefire tells which one the build uses. */
    private static String localRepository() {
        return System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    }
}
