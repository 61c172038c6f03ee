package run.wasmcloud.app;

import run.wasmcloud.cli.UserFolders;
import run.wasmcloud.store.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder that a local installation keeps everything in. */
record DataFolder(Path path) {
    DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Returns the user's own: {@code wasmcloud} below {@code $XDG_DATA_HOME} or {@code
     * ~/.local/share}.
     */
    static DataFolder ofUser(Map<String, String> variables) {
        return new DataFolder(UserFolders.data(variables));
    }

    /** Makes the folder, readable by its owner only, when it is not there. */
    void create() throws IOException {
        PrivateFiles.createFolder(path);
    }

    /** Returns the file that holds the administrator's token and nothing else. */
    Path tokenFile() {
        return path.resolve("admin.token");
    }

    /** Returns the file that holds the administrator's password and nothing else. */
    Path passwordFile() {
        return path.resolve("admin.password");
    }

    /** Returns the folder in which receipts wait for the database. */
    Path journal() {
        return path.resolve("journal");
    }

    /** Returns the folder of compiled modules: it can be deleted at any time. */
    Path compiled() {
        return path.resolve("compiled");
    }

    /** Returns the file of the key that the panel's cookies are sealed with. */
    Path panelKeys() {
        return path.resolve("keys").resolve("panel");
    }

    /** Returns the folder of the keys that compiled modules are sealed with. */
    Path compiledKeys() {
        return path.resolve("keys").resolve("compiled");
    }

    /** Returns the folder of the certificates that were made for development. */
    Path certificates() {
        return path.resolve("tls");
    }

    boolean hasToken() {
        return Files.isReadable(tokenFile());
    }
}
