package run.wasmcloud.cli;

import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;

/** What a verb works with. */
final class CommandContext {
    private final Shell shell;
    private final GlobalOptions options;

    CommandContext(Shell shell, GlobalOptions options) {
        this.shell = shell;
        this.options = options;
    }

    Shell shell() {
        return shell;
    }

    GlobalOptions options() {
        return options;
    }

    Output output() {
        return new Output(shell, options.format());
    }

    Credentials credentials() {
        return Credentials.ofUser(shell.variables());
    }

    String profileName() {
        return Target.profileName(options, shell);
    }

    Target target() throws IOException {
        return Target.of(options, shell, credentials());
    }

    /**
     * Returns a client that is signed in.
     *
     * @throws CommandFailure when there is no token
     */
    WasmcloudClient client() throws IOException {
        var target = target();
        if (target.token() == null) {
            throw new CommandFailure(
                    ExitCode.AUTHENTICATION,
                    "Not signed in",
                    "There is no token for " + target.api() + ".",
                    "Sign in: wasmcloud login --api " + target.api());
        }
        return new WasmcloudClient(ClientSettings.of(target.api(), target.token()));
    }
}
