package run.wasmcloud.cli;

import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;
import java.nio.file.Path;

/** What a verb works with. */
final class CommandContext {
    private final Shell shell;
    private final GlobalOptions options;
    private final Progress progress;

    CommandContext(Shell shell, GlobalOptions options) {
        this.shell = shell;
        this.options = options;
        this.progress = new Progress(shell);
    }

    Shell shell() {
        return shell;
    }

    GlobalOptions options() {
        return options;
    }

    Output output() {
        return new Output(shell, options.format(), progress);
    }

    Progress progress() {
        return progress;
    }

    Credentials credentials() {
        return Credentials.ofUser(shell.variables());
    }

    String profileName() {
        return Target.profileName(options, shell);
    }

    /**
     * Returns what a command talks to when it is about the project of the current folder, if any.
     */
    Target target() throws IOException {
        return target(Path.of(""));
    }

    private Target target(Path project) throws IOException {
        return Target.of(options, shell, Project.find(project), credentials());
    }

    /**
     * Returns a client that is signed in.
     *
     * @param project the folder of a project that may name the API
     * @throws CommandFailure when there is no token
     */
    WasmcloudClient client(Path project) throws IOException {
        var target = target(project);
        if (target.token() == null) {
            throw new CommandFailure(
                    ExitCode.AUTHENTICATION,
                    "Not signed in",
                    "There is no token for " + target.api() + ".",
                    "Sign in: wasmcloud login --api " + target.api());
        }
        return new WasmcloudClient(ClientSettings.of(target.api(), target.token()), progress);
    }
}
