package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every blob store does. */
abstract class BlobStoreContractTest {
    /** Returns the store under test. */
    abstract BlobStore blobs() throws IOException;

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
