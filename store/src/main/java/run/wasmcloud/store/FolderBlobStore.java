package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps modules as files in a folder, spread over 256 sub-folders by the hash's first byte. */
public final class FolderBlobStore implements BlobStore {
    private final Path folder;
    private final BlobChecks checks = new BlobChecks();

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
            return Optional.of(checks.checked(hash, Files.readAllBytes(file(hash))));
        } catch (NoSuchFileException e) {
            requireFolder();
            return Optional.empty();
        }
    }

    /** Without the folder itself nothing can be said of what is in it. */
    private void requireFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "the folder %s is not there (expected: the folder of modules)"
                            .formatted(folder));
        }
    }

    @Override
    public Optional<InputStream> open(ModuleHash hash) throws IOException {
        try {
            return Optional.of(checks.checked(hash, Files.newInputStream(file(hash))));
        } catch (NoSuchFileException e) {
            requireFolder();
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(ModuleHash hash) throws IOException {
        var exists = Files.exists(file(hash));
        if (!exists) {
            requireFolder();
        }
        return exists;
    }

    @Override
    public boolean delete(ModuleHash hash) throws IOException {
        return Files.deleteIfExists(file(hash));
    }

    @Override
    public List<Blob> list(String after, int limit) throws IOException {
        var first = after.isEmpty() ? "" : after.substring(0, 2);
        var blobs = new ArrayList<Blob>();
        for (var subfolder : sorted(folder)) {
            if (nameOf(subfolder).compareTo(first) >= 0) {
                addAll(blobs, subfolder, after);
                if (blobs.size() >= limit) {
                    return List.copyOf(blobs.subList(0, limit));
                }
            }
        }
        return List.copyOf(blobs);
    }

    private static void addAll(List<Blob> blobs, Path subfolder, String after) throws IOException {
        for (var file : sorted(subfolder)) {
            var name = nameOf(file);
            if (!PrivateFiles.isUnfinished(file) && name.compareTo(after) > 0) {
                writtenAt(file).ifPresent(time -> blobs.add(new Blob(new ModuleHash(name), time)));
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(FolderBlobStore::nameOf)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Optional<Instant> writtenAt(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void removeUnfinished(Instant before) throws IOException {
        for (var subfolder : sorted(folder)) {
            for (var file : sorted(subfolder)) {
                if (PrivateFiles.isUnfinished(file)
                        && writtenAt(file).filter(time -> !time.isAfter(before)).isPresent()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean answers() {
        return Files.isWritable(folder);
    }

    @Override
    public long damaged() {
        return checks.damaged();
    }

    private Path file(ModuleHash hash) {
        return subfolder(hash).resolve(hash.hex());
    }

    private Path subfolder(ModuleHash hash) {
        return folder.resolve(hash.hex().substring(0, 2));
    }
}
