package run.wasmcloud.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.cli.Shell;
import run.wasmcloud.store.Backup;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Restores a backup. */
@Command(
        name = "restore",
        description = "Put everything that a backup has into an empty database and a module store.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin restore all.wasmcloud --config /etc/wasmcloud.toml",
            "  wasmcloud admin restore all.wasmcloud --data ./data"
        })
final class RestoreCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin private final BackupOptions options = new BackupOptions();

    RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return options.run(shell, (database, blobs, file) -> Backup.restore(file, database, blobs));
    }
}
