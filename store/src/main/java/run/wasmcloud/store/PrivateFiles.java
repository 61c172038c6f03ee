package run.wasmcloud.store;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** Files and folders that only their owner may read, and that outlive a crash once written. */
public final class PrivateFiles {
    private static final String UNFINISHED = ".unfinished-";

    private PrivateFiles() {}

    /** Makes a folder, and those above it, for its owner only. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
    }

    /** Writes a file for its owner only: after a crash it is there whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        write(file, StandardCharsets.UTF_8.encode(text));
    }

    static void write(Path file, ByteBuffer bytes) throws IOException {
        var folder = folderOf(file);
        var unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            writeSynced(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        syncFolder(folder);
    }

    /** Tells whether a file is one that is being written, or was when its process was killed. */
    static boolean isUnfinished(Path file) {
        return String.valueOf(file.getFileName()).startsWith(UNFINISHED);
    }

    private static void writeSynced(Path file, ByteBuffer bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel =
                FileChannel.open(file, options, asFileAttribute(fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Makes a folder's names outlive a crash. */
    public static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " (expected: a file in a folder)");
        }
        return folder;
    }
}
