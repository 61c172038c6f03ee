package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class CredentialsIT {
    private static final Profile ADA = new Profile("https://a.example", "tok", "ada@example.com");

    @TempDir private Path home;

    private Credentials credentials() {
        return Credentials.ofUser(Map.of("XDG_CONFIG_HOME", home.toString()));
    }

    @Test
    void remembersSeveralProfiles() throws IOException {
        credentials().save("default", ADA);
        credentials().save("work", new Profile("https://b.example", "tok2", null));
        credentials().remove("default");
        assertThat(credentials().profile("default")).isEmpty();
        assertThat(credentials().profile("work")).map(Profile::token).contains("tok2");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        credentials().save("default", ADA);
        assertThat(mode(credentials().file())).isEqualTo("rw-------");
        assertThat(mode(home.resolve("wasmcloud"))).isEqualTo("rwx------");
        assertThat(ADA.toString()).doesNotContain("tok");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void tightensAFileThatOthersCouldRead() throws IOException {
        credentials().save("default", ADA);
        Files.setPosixFilePermissions(
                credentials().file(), PosixFilePermissions.fromString("rw-r--r--"));
        credentials().save("default", ADA);
        assertThat(mode(credentials().file())).isEqualTo("rw-------");
    }

    @Test
    void losesNothingWhenManyWriteAtOnce() throws Exception {
        var shared = credentials();
        List<Callable<@Nullable Void>> writers =
                IntStream.range(0, 20)
                        .<Callable<@Nullable Void>>mapToObj(i -> () -> saved(shared, "p" + i))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        for (int i = 0; i < 20; i++) {
            assertThat(credentials().profile("p" + i)).contains(ADA);
        }
        try (var files = Files.list(home.resolve("wasmcloud"))) {
            assertThat(files).hasSize(2);
        }
    }

    private static @Nullable Void saved(Credentials shared, String name) throws IOException {
        shared.save(name, ADA);
        return null;
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        Files.createDirectories(home.resolve("wasmcloud"));
        Files.writeString(credentials().file(), "{\"profiles\":");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> credentials().profile("default"))
                .withMessageContaining("is not the JSON that wasmcloud writes");
    }

    @Test
    void isBelowTheHomeFolderByDefault() {
        assertThat(Credentials.ofUser(Map.of("HOME", "/home/ada")).file())
                .isEqualTo(Path.of("/home/ada/.config/wasmcloud/credentials.json"));
    }
}
