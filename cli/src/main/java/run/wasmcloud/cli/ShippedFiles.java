package run.wasmcloud.cli;

import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Reads the files that a guest is to see: a folder or a zip. */
final class ShippedFiles {
    /** The same at every run, whenever the files were written. */
    private static final Instant MODIFIED = Instant.EPOCH;

    private final Map<String, byte[]> files = new HashMap<>();
    private long bytes;

    private ShippedFiles() {}

    /**
     * Reads a folder or a zip. Links in a folder are left out, since they may lead out of it.
     *
     * @throws CommandFailure when they are too many or too large, or a path cannot be one of a
     *     guest's
     */
    static FileTree read(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        var shipped = new ShippedFiles();
        if (Files.isDirectory(source)) {
            shipped.addFolder(source);
        } else {
            shipped.addZip(source);
        }
        try {
            return FileTree.of(shipped.files, MODIFIED);
        } catch (IllegalArgumentException e) {
            throw unusable(source, String.valueOf(e.getMessage()));
        }
    }

    private void addFolder(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    try (var content = Files.newInputStream(path)) {
                        add(folder, name(folder.relativize(path)), content);
                    }
                }
            }
        }
    }

    private static String name(Path relative) {
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }

    private void addZip(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    try (var content = zip.getInputStream(entry)) {
                        add(file, entry.getName(), content);
                    }
                }
            }
        }
    }

    /** What a zip says of its sizes may be wrong, so they are counted as they come. */
    private void add(Path source, String name, InputStream content) throws IOException {
        var left = FileTree.MOST_BYTES - bytes;
        var read = content.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
        bytes += read.length;
        if (bytes > FileTree.MOST_BYTES || files.size() >= FileTree.MOST_FILES) {
            throw unusable(
                    source,
                    "more than %s or %d files (expected: fewer)"
                            .formatted(Quantities.bytes(FileTree.MOST_BYTES), FileTree.MOST_FILES));
        }
        files.put(name, read);
    }

    private static CommandFailure unusable(Path source, String detail) {
        return new CommandFailure(
                ExitCode.INVALID, "The files cannot be given", source + ": " + detail, null);
    }
}
