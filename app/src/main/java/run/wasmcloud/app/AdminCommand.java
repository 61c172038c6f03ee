package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
import java.util.concurrent.Callable;

/** What an operator does beside the servers. */
@Command(
        name = "admin",
        description = "Write a backup of an installation, or restore one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin backup all.wasmcloud --config /etc/wasmcloud.toml",
            "  wasmcloud admin restore all.wasmcloud --data ./data",
        })
final class AdminCommand implements Callable<Integer> {
    private static final String DATA =
            "The folder of a stopped wasmcloud up, in place of a configuration.";
    private static final String FILE = "The backup. The keys are not in it: keep them apart.";

    private final Shell shell;

    @Spec private CommandSpec spec = CommandSpec.create();

    AdminCommand(Shell shell) {
        this.shell = shell;
    }

    /** What is done with a database and its blobs. */
    private interface Action {
        Backup.Summary run(DatabaseAddress database, BlobStore blobs);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.status();
    }

    @Command(
            name = "backup",
            description =
                    "Write everything but the keys to a file, while the servers go on. Exits with 1"
                            + " when a module was damaged and is left out.")
    int backup(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data,
            @Mixin ConfigurationOptions options)
            throws IOException {
        return run(data, options, (database, blobs) -> Backup.write(database, blobs, file));
    }

    @Command(
            name = "restore",
            description =
                    "Put everything that a backup has into an empty database and a module store.")
    int restore(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data,
            @Mixin ConfigurationOptions options)
            throws IOException {
        return run(data, options, (database, blobs) -> Backup.restore(file, database, blobs));
    }

    private int run(@Nullable Path data, ConfigurationOptions options, Action action)
            throws IOException {
        try {
            return told(
                    data == null && options.isGiven(shell)
                            ? ofInstallation(options, action)
                            : ofFolder(data, action));
        } catch (WasmcloudException e) {
            throw new CommandFailure(ExitCode.FAILURE, "Nothing was changed", e.detail(), null);
        }
    }

    private Backup.Summary ofInstallation(ConfigurationOptions options, Action action)
            throws IOException {
        var installation = new Installation(options.read(shell).server());
        try (var blobs = installation.blobs()) {
            return action.run(installation.database(), blobs);
        }
    }

    private Backup.Summary ofFolder(@Nullable Path data, Action action) throws IOException {
        var folder = data == null ? DataFolder.ofUser(shell.variables()) : new DataFolder(data);
        folder.create();
        try (var server = EmbeddedServer.open(folder.path().resolve("postgresql"));
                var blobs = FolderBlobStore.open(folder.path().resolve("modules"))) {
            return action.run(server.address(), blobs);
        }
    }

    private int told(Backup.Summary summary) {
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
