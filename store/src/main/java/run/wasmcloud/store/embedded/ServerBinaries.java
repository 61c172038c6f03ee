package run.wasmcloud.store.embedded;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;

/**
 * PostgreSQL's programs, unpacked in the server's folder: a folder that is used by one process only
 * and that its own account can reach.
 *
 * @param folder holds bin, lib and share
 */
record ServerBinaries(Path folder) {
    private static final String UNPACKED = "unpacked";

    /** Unpacks the programs of this platform, unless this very archive has been unpacked. */
    static ServerBinaries unpack(Path folder) throws IOException {
        var archive = archiveName();
        var marker = folder.resolve(UNPACKED);
        var identity = identity(archive);
        if (!Files.exists(marker) || !Files.readString(marker).equals(identity)) {
            deleteTree(folder);
            unpack(archive, folder);
            Files.writeString(marker, identity);
        }
        return new ServerBinaries(folder);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arm = System.getProperty("os.arch").equals("aarch64");
        return "/postgres-%s-%s.txz"
                .formatted(system.startsWith("mac") ? "darwin" : system, arm ? "arm_64" : "x86_64");
    }

    /**
     * The archive's size and first bytes differ from release to release; reading it whole takes
     * time.
     */
    private static String identity(String archive) throws IOException {
        var url = ServerBinaries.class.getResource(archive);
        if (url == null) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "No embedded PostgreSQL for this platform (%s expected in the program): use an external PostgreSQL"
                            .formatted(archive));
        }
        return archive + " " + url.openConnection().getContentLengthLong();
    }

    private static void unpack(String archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var packed = resource(archive);
                var tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(packed)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static InputStream resource(String name) throws IOException {
        var stream = ServerBinaries.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name);
        }
        return stream;
    }

    private static void unpack(InputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException(entry.getName() + " (expected: a name inside the archive)");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(folderOf(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            setPermissions(target, entry.getMode());
        }
    }

    private static void setPermissions(Path file, int mode) throws IOException {
        var executable = (mode & 0100) != 0;
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path folderOf(Path file) throws IOException {
        var folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " (expected: a file in a folder)");
        }
        return folder;
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
