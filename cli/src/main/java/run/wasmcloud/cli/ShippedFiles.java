package run.wasmcloud.cli;

import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasi.FileArchive;
import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

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
        try {
            return Files.isDirectory(source) ? folder(source) : zip(source);
        } catch (IllegalArgumentException | WasmcloudException e) {
            throw unusable(source, String.valueOf(e.getMessage()));
        }
    }

    private static FileTree folder(Path folder) throws IOException {
        return FileTree.of(inFolder(folder), MODIFIED);
    }

    /**
     * Reads the files of a folder, by their paths in it. Links are left out.
     *
     * @throws CommandFailure when they are too many or too large
     */
    static Map<String, byte[]> inFolder(Path folder) throws IOException {
        var shipped = new ShippedFiles();
        shipped.addFolder(folder);
        return shipped.files;
    }

    /** Takes what the API takes, so that what runs here can be shipped. */
    private static FileTree zip(Path file) throws IOException {
        if (Files.size(file) > FileTree.MOST_BYTES) {
            throw unusable(
                    file,
                    "more than %s (expected: less)"
                            .formatted(Quantities.bytes(FileTree.MOST_BYTES)));
        }
        return FileArchive.of(Files.readAllBytes(file), FileArchive.Bounds.widest()).tree(MODIFIED);
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
