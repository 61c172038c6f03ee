package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class MasterKeysTest {
    private static final String KEY = "A".repeat(43) + "=";

    @Test
    void areMadeOnceInAFileThatOnlyItsOwnerMayRead(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys");
        var made = MasterKeys.inFile(file);

        assertThat(MasterKeys.inFile(file).newest().id()).isEqualTo(made.newest().id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepTheOldOnesBehindANewOne(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys");
        var first = MasterKeys.inFile(file);

        first.withNewKey().write(file);

        var both = MasterKeys.inFile(file);
        assertThat(both.newestFirst()).hasSize(2);
        assertThat(both.newestFirst().getLast().id()).isEqualTo(first.newest().id());
        assertThat(both.newest().id()).isNotEqualTo(first.newest().id());
    }

    @Test
    void comeFromTheEnvironmentToo() {
        var keys = MasterKeys.parse(" b:%s,a:%s\n".formatted(KEY, KEY));
        assertThat(keys.newest().id()).isEqualTo("b");
        assertThat(keys.find("a")).isPresent();
        assertThat(keys.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                ":AAAA",
                "a:AAAA",
                "a:!",
                "a b:AAAA",
                "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void areRefusedWithoutBeingShown(String text) {
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> MasterKeys.parse(text))
                .withMessageStartingWith("The master keys cannot be read (expected: ID:BASE64")
                .withMessageNotContaining("AAAA");
    }
}
