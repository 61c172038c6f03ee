package run.wasmcloud.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.cli.Shell;
import run.wasmcloud.store.Backup;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Writes a backup. */
@Command(
        name = "backup",
        description = {
            "Write everything but the keys to a file, while the servers go on.",
            "Ends with status 1 when a module was damaged and is left out."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin backup all.wasmcloud --config /etc/wasmcloud.toml",
            "  wasmcloud admin backup all.wasmcloud --data ./data"
        })
final class BackupCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin private final BackupOptions options = new BackupOptions();

    BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return options.run(
                shell, (database, blobs, file) -> Backup.write(database, blobs, file), true);
    }
}
