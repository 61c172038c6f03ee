package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FolderBlobStoreTest extends BlobStoreContractTest {
    @TempDir private Path folder;

    @Override
    BlobStore blobs() throws IOException {
        return FolderBlobStore.open(folder);
    }

    @Override
    void damage(ModuleHash hash) throws IOException {
        Files.write(file(hash), new byte[] {1, 2, 3});
    }

    @Test
    void tellsAFolderThatIsAwayFromBytesThatAreNotThere() throws IOException {
        var blobs = blobs();
        var hash = blobs.put(bytes());
        TestFolders.delete(folder);

        assertThatIOException().isThrownBy(() -> blobs.read(hash)).withMessageContaining("folder");
        assertThat(blobs.answers()).isFalse();
        Files.createDirectory(folder);
    }

    @Test
    void leavesNoUnfinishedFilesAndLetsNobodyElseRead() throws IOException {
        var hash = blobs().put(bytes());

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file(hash));
        }
        assertThat(Files.getPosixFilePermissions(file(hash)).toString()).doesNotContain("OTHERS");
    }

    private Path file(ModuleHash hash) {
        return folder.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    }
}
