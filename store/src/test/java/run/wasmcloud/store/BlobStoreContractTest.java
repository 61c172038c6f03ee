package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every blob store does. */
abstract class BlobStoreContractTest {
    /** Returns the store under test. */
    abstract BlobStore blobs() throws IOException;

    /** Puts other bytes in the place of some that are kept. */
    abstract void damage(ModuleHash hash) throws IOException;

    @Test
    void refusesDamagedBytesCountsThemAndMendsThemWhenTheyArePutAgain() throws IOException {
        var blobs = blobs();
        var bytes = bytes();
        var hash = blobs.put(bytes);
        damage(hash);

        assertThatExceptionOfType(DamagedBlobException.class)
                .isThrownBy(() -> blobs.read(hash))
                .withMessageContaining(hash.hex());
        try (var stream = blobs.open(hash).orElseThrow()) {
            assertThatExceptionOfType(DamagedBlobException.class).isThrownBy(stream::readAllBytes);
        }
        assertThat(blobs.damaged()).isEqualTo(2);
        blobs.put(bytes);
        assertThat(blobs.read(hash).orElseThrow()).isEqualTo(bytes);
    }

    @Test
    void listsWhatIsKeptByHashInParts() throws IOException {
        var hashes = new TreeSet<String>();
        for (var count = 0; count < 5; count++) {
            hashes.add(blobs().put(bytes()).hex());
        }
        var found = new ArrayList<String>();
        var after = "";
        for (var part = blobs().list(after, 2); !part.isEmpty(); part = blobs().list(after, 2)) {
            assertThat(part).hasSizeLessThanOrEqualTo(2);
            assertThat(part)
                    .allSatisfy(
                            blob ->
                                    assertThat(blob.writtenAt())
                                            .isCloseTo(Instant.now(), within(10, MINUTES)));
            part.forEach(blob -> found.add(blob.hash().hex()));
            after = found.getLast();
        }

        assertThat(found).containsExactlyElementsOf(hashes);
        assertThat(blobs().answers()).isTrue();
    }

    @Test
    void returnsWhatWasPut() throws IOException {
        var bytes = bytes();
        var hash = blobs().put(bytes);

        assertThat(hash).isEqualTo(ModuleHash.of(bytes));
        assertThat(blobs().exists(hash)).isTrue();
        assertThat(blobs().read(hash).orElseThrow()).isEqualTo(bytes);
        try (var stream = blobs().open(hash).orElseThrow()) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void keepsNothingThatWasNotPut() throws IOException {
        var hash = ModuleHash.of(bytes());

        assertThat(blobs().exists(hash)).isFalse();
        assertThat(blobs().read(hash)).isEmpty();
        assertThat(blobs().open(hash)).isEmpty();
        assertThat(blobs().delete(hash)).isFalse();
    }

    @Test
    void forgetsWhatWasDeleted() throws IOException {
        var hash = blobs().put(bytes());

        assertThat(blobs().delete(hash)).isTrue();
        assertThat(blobs().exists(hash)).isFalse();
    }

    @Test
    void keepsTheSameBytesOnceWhenTheyArePutByManyAtOnce() throws Exception {
        var bytes = bytes();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = new ArrayList<Future<ModuleHash>>();
            for (var count = 0; count < 16; count++) {
                puts.add(threads.submit(() -> blobs().put(bytes)));
            }
            for (var put : puts) {
                assertThat(put.get()).isEqualTo(ModuleHash.of(bytes));
            }
        }
        assertThat(blobs().read(ModuleHash.of(bytes)).orElseThrow()).isEqualTo(bytes);
    }

    static byte[] bytes() {
        return UUID.randomUUID().toString().getBytes(UTF_8);
    }
}
