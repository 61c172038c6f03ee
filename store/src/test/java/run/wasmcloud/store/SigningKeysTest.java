package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class SigningKeysTest {
    @TempDir private Path folder;

    @Test
    void makesAKeyOnceThatNobodyElseMayRead() throws IOException {
        var first = SigningKeys.inFolder(folder.resolve("keys"));
        var second = SigningKeys.inFolder(folder.resolve("keys"));

        assertThat(second.newest().id()).isEqualTo(first.newest().id());
        assertThat(second.newest().secret()).isEqualTo(first.newest().secret()).hasSize(32);
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(Files.getPosixFilePermissions(file))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void signsWithTheGreatestName() throws IOException {
        SigningKeys.inFolder(folder);
        Files.writeString(folder.resolve("zzz.key"), "A".repeat(44));
        Files.writeString(folder.resolve("README"), "no key");

        var keys = SigningKeys.inFolder(folder);

        assertThat(keys.newest().id()).isEqualTo("zzz");
        assertThat(keys.newestFirst()).hasSize(2);
    }

    @Test
    void showsNoSecret() {
        var key = SigningKeys.inFolder(folder).newest();

        assertThat(key).hasToString("SigningKey[" + key.id() + "]");
    }

    @Test
    void refusesShortKeysAndNoKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SigningKey("k", new byte[31]))
                .withMessageContaining("expected: at least 32");
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningKeys(List.of()));
    }
}
