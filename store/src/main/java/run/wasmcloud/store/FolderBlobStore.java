package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps modules as files in a folder, spread over 256 sub-folders by the hash's first byte. */
public final class FolderBlobStore implements BlobStore {
    private final Path folder;

    private FolderBlobStore(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder, which is made when it is not there. */
    public static FolderBlobStore open(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        return new FolderBlobStore(folder);
    }

    @Override
    public ModuleHash put(byte[] bytes) throws IOException {
        var hash = ModuleHash.of(bytes);
        if (!isWhole(hash)) {
            makeSubfolder(hash);
            PrivateFiles.write(file(hash), ByteBuffer.wrap(bytes));
        }
        return hash;
    }

    /** A file that was damaged is replaced by the next upload of the same bytes. */
    private boolean isWhole(ModuleHash hash) throws IOException {
        var file = file(hash);
        return Files.exists(file) && ModuleHash.of(Files.readAllBytes(file)).equals(hash);
    }

    private void makeSubfolder(ModuleHash hash) throws IOException {
        var subfolder = subfolder(hash);
        if (!Files.isDirectory(subfolder)) {
            PrivateFiles.createFolder(subfolder);
            PrivateFiles.syncFolder(folder);
        }
    }

    @Override
    public Optional<byte[]> read(ModuleHash hash) throws IOException {
        try {
            var bytes = Files.readAllBytes(file(hash));
            if (!ModuleHash.of(bytes).equals(hash)) {
                throw new IOException(
                        "module %s is damaged on disk (expected: bytes of this hash; upload it again)"
                                .formatted(hash));
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> open(ModuleHash hash) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(hash)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(ModuleHash hash) {
        return Files.exists(file(hash));
    }

    @Override
    public boolean delete(ModuleHash hash) throws IOException {
        return Files.deleteIfExists(file(hash));
    }

    private Path file(ModuleHash hash) {
        return subfolder(hash).resolve(hash.hex());
    }

    private Path subfolder(ModuleHash hash) {
        return folder.resolve(hash.hex().substring(0, 2));
    }
}
