package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

class FormFolderTest {
    private static final String CODE = "c".repeat(64);
    private static final FormSeal SEAL = CompiledFixture.seal("key");
    private static final int CODE_BYTES = 1_000;
    private static final long FORM_BYTES = FormSeal.size(CODE_BYTES);

    @TempDir private Path directory;
    private Path path;
    private FormFolder folder;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("a").resolve("compiled");
        folder = FormFolder.open(path, 3 * FORM_BYTES);
    }

    private static FormKey key(int number) {
        return new FormKey(ModuleHash.of(new byte[] {(byte) number}), CODE);
    }

    private void write(FormFolder folder, int number) throws IOException {
        folder.write(key(number), SEAL.seal(key(number), ByteBuffer.allocate(CODE_BYTES)));
    }

    private boolean has(int number) throws IOException {
        var form = folder.read(key(number));
        form.ifPresent(
                bytes -> {
                    assertThat(SEAL.open(key(number), bytes.buffer()))
                            .isEqualTo(new FormSeal.Opened.Whole(CODE_BYTES));
                    bytes.close();
                });
        return form.isPresent();
    }

    private void usedBefore(int number, Duration time) throws IOException {
        Files.setLastModifiedTime(
                path.resolve(key(number).toString()), FileTime.from(Instant.now().minus(time)));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        write(folder, 1);
        assertThat(has(1)).isTrue();
        assertThat(has(2)).isFalse();
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        write(folder, 1);
        assertThat(Files.getPosixFilePermissions(path))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(path.resolve(key(1).toString())))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void removesWhatWasUsedLongestAgoWhenItIsFull() throws IOException {
        for (var i = 1; i <= 3; i++) {
            write(folder, i);
            usedBefore(i, Duration.ofHours(10 - i));
        }
        assertThat(has(1)).isTrue();

        write(folder, 4);

        assertThat(has(1)).as("was read a moment ago").isTrue();
        assertThat(has(2)).as("was used longest ago").isFalse();
        assertThat(has(3)).isTrue();
        assertThat(has(4)).isTrue();
    }

    @Test
    void removesWhatACrashLeftUnfinished() throws IOException {
        var old = Files.write(path.resolve(".unfinished-old"), new byte[10]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var young = Files.write(path.resolve(".unfinished-young"), new byte[10]);

        write(folder, 1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void leavesNothingOfWhatItCannotWrite() throws IOException {
        Files.createDirectories(path.resolve(key(1).toString()).resolve("inside"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> write(folder, 1)))
                .isInstanceOf(IOException.class);
        try (var files = Files.list(path)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void servesManyAtOnce() throws Exception {
        var other = FormFolder.open(path, 3 * FORM_BYTES);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 4; thread++) {
                var mine = thread % 2 == 0 ? folder : other;
                all.add(
                        threads.submit(
                                () -> {
                                    for (var i = 0; i < 100; i++) {
                                        write(mine, i % 6);
                                        has((i + 1) % 6);
                                    }
                                    return null;
                                }));
            }
            for (var each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        write(folder, 7);
        try (var files = Files.list(path)) {
            assertThat(files.count()).isBetween(1L, 3L);
        }
    }
}
