package run.wasmcloud.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is sent to a server: one that is there, or one that is made of a folder and removed
 * again.
 */
final class ZippedFiles implements AutoCloseable {
    private final Path zip;
    private final boolean made;

    private ZippedFiles(Path zip, boolean made) {
        this.zip = zip;
        this.made = made;
    }

    /**
     * Takes a zip as it is, or makes one of a folder: of the same files the same bytes. Links in a
     * folder are left out, since they may lead out of it.
     *
     * @throws CommandFailure when the folder's files are too many or too large
     */
    static ZippedFiles of(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        return Files.isDirectory(source)
                ? new ZippedFiles(made(source), true)
                : new ZippedFiles(source, false);
    }

    private static Path made(Path folder) throws IOException {
        var files = new TreeMap<>(ShippedFiles.inFolder(folder));
        var zip = Files.createTempFile("wasmcloud", ".zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        return zip;
    }

    Path zip() {
        return zip;
    }

    @Override
    public void close() throws IOException {
        if (made) {
            Files.deleteIfExists(zip);
        }
    }
}
