package run.wasmcloud.store.embedded;

import run.wasmcloud.store.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What is where in an embedded server's folder.
 *
 * @param root absolute
 */
record ServerFolder(Path root) {
    private static final int PASSWORD_BYTES = 24;

    static ServerFolder create(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        return new ServerFolder(folder.toRealPath());
    }

    /** The file that is locked while a process uses the folder. */
    Path lock() {
        return root.resolve("lock");
    }

    /** PostgreSQL's data directory. */
    Path cluster() {
        return root.resolve("cluster");
    }

    /** A data directory that is still being made. */
    Path unfinishedCluster() {
        return root.resolve("cluster-unfinished");
    }

    Path binaries() {
        return root.resolve("programs");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    Path postmasterPid() {
        return cluster().resolve("postmaster.pid");
    }

    /** Returns the server's password; the first call makes one. */
    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            var random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFiles.write(passwordFile(), HexFormat.of().formatHex(random));
        }
        return Files.readString(passwordFile()).strip();
    }

    /** Begins a new log and keeps the last one. */
    void rotateLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), root.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
