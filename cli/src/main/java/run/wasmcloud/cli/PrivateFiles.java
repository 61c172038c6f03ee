package run.wasmcloud.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read, on systems that know permissions. */
final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes the folder that a file is to be in. */
    static void createFolderOf(Path file) throws IOException {
        var folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, permissions(folder, "rwx------"));
        }
    }

    /** Makes a file in a fresh temporary folder, for a person to work on. */
    static Path draft(String name, String content) throws IOException {
        var fresh = Path.of(System.getProperty("java.io.tmpdir"));
        var folder = Files.createTempDirectory(fresh, "wasmcloud", permissions(fresh, "rwx------"));
        var file = Files.createFile(folder.resolve(name), permissions(fresh, "rw-------"));
        write(file, content);
        return file;
    }

    /** Replaces a file's content at once: a crash leaves the old content or the new one. */
    static void replace(Path file, String content) throws IOException {
        var fresh =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        ".new",
                        ".json",
                        permissions(file, "rw-------"));
        try {
            write(fresh, content);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path file, String content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] permissions(Path file, String mode) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }
}
