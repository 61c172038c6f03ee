package run.wasmcloud.wasmtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

/**
 * The library as a resource of this jar. It is unpacked into a directory that only its owner may
 * enter and that is named by the library's SHA-256, so that processes and versions side by side do
 * not disturb each other.
 *
 * @param resource the library's resource name
 * @param properties its file name, size in bytes and SHA-256
 */
record PackedLibrary(String resource, Properties properties) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    Path unpacked() throws IOException {
        try {
            return unpackedIn(
                    Platform.cache().resolve("wasmcloud").resolve("wasmtime").resolve("unpacked"));
        } catch (IOException e) {
            var logger = System.getLogger(PackedLibrary.class.getName());
            logger.log(
                    System.Logger.Level.WARNING,
                    "the cache folder is of no use ("
                            + e
                            + "): a temporary folder takes its place");
            return unpack(Files.createTempDirectory("wasmcloud-wasmtime-"));
        }
    }

    private Path unpackedIn(Path cache) throws IOException {
        var directory = cache.resolve(property("sha256"));
        Files.createDirectories(cache);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            place(cache, directory);
        }
        requireOwnerOnly(directory);
        var file = directory.resolve(property("file"));
        if (!Files.isRegularFile(file) || Files.size(file) != Long.parseLong(property("size"))) {
            throw new IOException(file + " is damaged; delete " + directory);
        }
        return file;
    }

    private void place(Path cache, Path directory) throws IOException {
        var work = Files.createTempDirectory(cache, "unpack-", ownerOnly());
        unpack(work);
        try {
            Files.move(work, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was first; what it put there is checked like our own.
            Files.delete(work.resolve(property("file")));
            Files.delete(work);
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private Path unpack(Path directory) throws IOException {
        var file = directory.resolve(property("file"));
        var digest = Digests.sha256();
        try (InputStream in = PackedLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the jar has lost its resource " + resource);
            }
            Files.copy(new DigestInputStream(in, digest), file);
        }
        var actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(property("sha256"))) {
            throw new IOException(
                    "SHA-256 of "
                            + resource
                            + " is "
                            + actual
                            + " (expected: "
                            + property("sha256")
                            + ")");
        }
        return file;
    }

    private static void requireOwnerOnly(Path directory) throws IOException {
        if (posix()
                && !Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY)) {
            throw new IOException(directory + " is open to others (expected: mode 0700)");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private String property(String name) throws IOException {
        var value = properties.getProperty(name);
        if (value == null) {
            throw new IOException("library.properties has no " + name);
        }
        return value;
    }
}
