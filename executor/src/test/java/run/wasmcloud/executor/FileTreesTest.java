package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ShippedFiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

@Timeout(60)
class FileTreesTest {
    private final Map<ModuleHash, byte[]> zips = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final FileTrees trees = new FileTrees(this::read, 100);

    private Optional<byte[]> read(ModuleHash hash) {
        reads.incrementAndGet();
        return Optional.ofNullable(zips.get(hash));
    }

    /** Makes a zip with one file of so many bytes. */
    private ShippedFiles files(String name, int length) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write("x".repeat(length).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var hash = ModuleHash.of(bytes.toByteArray());
        zips.put(hash, bytes.toByteArray());
        return new ShippedFiles(hash, 1, length);
    }

    @Test
    void readsFilesOnceForAllThatWantThemAtATime() throws Exception {
        var files = files("a", 10);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var leases = new ArrayList<Future<FileTrees.Lease>>();
            for (int i = 0; i < 20; i++) {
                leases.add(threads.submit(() -> trees.lease(files)));
            }
            for (var lease : leases) {
                try (var held = lease.get()) {
                    assertThat(held.tree().paths()).containsExactly("a");
                }
            }
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void forgetsThoseUsedLongestAgoWhenThereIsNoRoom() {
        var first = files("a", 40);
        var second = files("b", 40);
        trees.lease(first).close();
        trees.lease(second).close();
        trees.lease(first).close();
        trees.lease(files("c", 40)).close();
        assertThat(reads).hasValue(3);

        trees.lease(first).close();
        assertThat(reads).hasValue(3);
        trees.lease(second).close();
        assertThat(reads).hasValue(4);
    }

    @Test
    void refusesMoreThanThereIsRoomForWhileAllIsInUse() {
        var files = files("c", 40);
        try (var _ = trees.lease(files("a", 40));
                var _ = trees.lease(files("b", 40))) {
            assertThatExceptionOfType(WasmcloudException.class)
                    .isThrownBy(() -> trees.lease(files))
                    .extracting(WasmcloudException::code)
                    .isEqualTo(ErrorCode.UNAVAILABLE);
        }
        trees.lease(files).close();
    }

    @Test
    void triesAgainWhatCouldNotBeRead() {
        var files = files("a", 90);
        var zip = zips.remove(files.archive());
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(WasmcloudException.class)
                    .isThrownBy(() -> trees.lease(files))
                    .withMessage("The function's files are missing");
        }
        zips.put(files.archive(), zip);
        trees.lease(files).close();
    }

    @Test
    void givesNothingThatIsMoreThanWasShipped() {
        var files = files("a", 20);
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> trees.lease(new ShippedFiles(files.archive(), 1, 19)))
                .withMessage("The function's files are not what was shipped")
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.INTERNAL);
    }
}
