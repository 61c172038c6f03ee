package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Backup;
import run.wasmcloud.store.BlobStore;
import run.wasmcloud.store.DatabaseAddress;
import run.wasmcloud.store.FolderBlobStore;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Which installation a backup is of, or restored into, and where it is. */
final class BackupOptions {
    @Parameters(
            paramLabel = "FILE",
            description = "The backup. The keys are not in it: keep them apart.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of wasmcloud up, in place of a configuration.")
    private @Nullable Path data;

    @Mixin private final ConfigurationOptions configuration = new ConfigurationOptions();

    /** What is done with a database, its blobs and a file. */
    interface Action {
        Backup.Summary run(DatabaseAddress database, BlobStore blobs, Path file);
    }

    /**
     * Does it and tells of it.
     *
     * @return the exit status
     */
    int run(Shell shell, Action action) throws IOException {
        return run(shell, action, false);
    }

    /**
     * The same.
     *
     * @param meanwhile whether it is done also while the server of the folder goes on
     */
    int run(Shell shell, Action action, boolean meanwhile) throws IOException {
        try {
            return told(
                    shell,
                    data == null && configuration.isGiven(shell)
                            ? ofInstallation(shell, action)
                            : ofFolder(shell, action, meanwhile));
        } catch (WasmcloudException e) {
            throw new CommandFailure(ExitCode.FAILURE, "Nothing was changed", e.detail(), null);
        }
    }

    private Backup.Summary ofInstallation(Shell shell, Action action) throws IOException {
        var installation = new Installation(configuration.read(shell).server());
        try (var blobs = installation.blobs()) {
            return action.run(installation.database(), blobs, file);
        }
    }

    private Backup.Summary ofFolder(Shell shell, Action action, boolean meanwhile)
            throws IOException {
        var folder = data == null ? DataFolder.ofUser(shell.variables()) : new DataFolder(data);
        folder.create();
        var database = folder.path().resolve("postgresql");
        var running =
                meanwhile ? EmbeddedServer.running(database) : Optional.<DatabaseAddress>empty();
        try (var blobs = FolderBlobStore.open(folder.path().resolve("modules"))) {
            if (running.isPresent()) {
                return action.run(running.get(), blobs, file);
            }
            try (var server = EmbeddedServer.open(database)) {
                return action.run(server.address(), blobs, file);
            }
        }
    }

    private static int told(Shell shell, Backup.Summary summary) {
        shell.out()
                .printf(
                        Locale.ROOT,
                        "%d rows of %d tables and %d blobs, %d bytes%n",
                        summary.rows(),
                        summary.tables(),
                        summary.blobs(),
                        summary.bytes());
        summary.damaged()
                .forEach(
                        hash ->
                                shell.err()
                                        .println(
                                                hash
                                                        + " is damaged in the module store and is"
                                                        + " not in the backup: upload it again"));
        return (summary.damaged().isEmpty() ? ExitCode.OK : ExitCode.FAILURE).status();
    }
}
