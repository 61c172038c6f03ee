package run.wasmcloud.panel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class SessionKeysTest {
    @TempDir private Path folder;

    private static String reopened(Sealer other, String sealed) {
        return other.open("session", sealed).map(bytes -> new String(bytes, UTF_8)).orElse("no");
    }

    @Test
    void makesAFileForItsOwnerOnly() throws IOException {
        var file = folder.resolve("keys/panel");

        var first = new Sealer(SessionKeys.inFile(file));
        var second = new Sealer(SessionKeys.inFile(file));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
        assertThat(reopened(second, first.seal("session", "who".getBytes(UTF_8)))).isEqualTo("who");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void agreesOnOneKeyWhenManyMakeItAtOnce() throws Exception {
        var file = folder.resolve("panel");
        Callable<Sealer> making = () -> new Sealer(SessionKeys.inFile(file));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sealers = threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> making).toList());
            var sealed = sealers.getFirst().get().seal("session", "who".getBytes(UTF_8));
            for (var sealer : sealers) {
                assertThat(reopened(sealer.get(), sealed)).isEqualTo("who");
            }
        }
    }

    @Test
    void opensWithAnOlderKeyWhatASealWasMadeWith() throws IOException {
        var file = folder.resolve("panel");
        var former = new Sealer(SessionKeys.inFile(file));
        var other = folder.resolve("other");
        SessionKeys.inFile(other);
        Files.writeString(file, Files.readString(other) + Files.readString(file));

        var now = new Sealer(SessionKeys.inFile(file));

        assertThat(reopened(now, former.seal("session", "who".getBytes(UTF_8)))).isEqualTo("who");
        assertThat(reopened(former, now.seal("session", "who".getBytes(UTF_8)))).isEqualTo("no");
    }

    @Test
    void refusesAFileOfSomethingElse() throws IOException {
        var file = Files.writeString(folder.resolve("panel"), "not a key\n");
        var empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> SessionKeys.inFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(expected: 32 bytes in Base64)")
                .hasMessageNotContaining("not a key");
        assertThatThrownBy(() -> SessionKeys.inFile(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 0 keys");
    }
}
