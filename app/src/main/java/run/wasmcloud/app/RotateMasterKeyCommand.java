package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.MasterKeys;
import run.wasmcloud.store.Store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Seals the secrets of a local installation with a new key. */
@Command(
        name = "rotate-master-key",
        description =
                "Make a new key for the secrets of a stopped wasmcloud up, and seal them anew with"
                        + " it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin rotate-master-key --data ./data",
            "",
            "The old keys stay in the file, for backups that were made before; --forget removes"
                    + " them.",
            "It may be repeated when it was interrupted: nothing is lost."
        })
final class RotateMasterKeyCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that everything is kept in; the user's own if not said.")
    private @Nullable Path data;

    @Option(
            names = "--forget",
            description = "Remove the old keys: backups made before lose their secrets.")
    private boolean forget;

    RotateMasterKeyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var folder = data == null ? DataFolder.ofUser(shell.variables()) : new DataFolder(data);
        var file = Store.masterKeys(folder.path());
        var before = MasterKeys.inFile(file);
        var keys = before.withNewKey();
        keys.write(file);
        var count = sealAnew(folder, file, before);
        if (forget) {
            keys.newestOnly().write(file);
        }
        shell.out().printf("%d secrets are sealed with the new key %s%n", count, keys.newestId());
        shell.out().flush();
        return ExitCode.OK.status();
    }

    /** A server that runs knows the old keys only, so it must not find rows of the new one. */
    private static int sealAnew(DataFolder folder, Path file, MasterKeys before)
            throws IOException {
        try (var store = Store.embedded(folder.path())) {
            return store.secrets().reencrypt();
        } catch (WasmcloudException e) {
            before.write(file);
            throw e;
        }
    }
}
