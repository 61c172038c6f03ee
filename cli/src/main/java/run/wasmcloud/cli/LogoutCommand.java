package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.ClientException;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;

/** Signs out and forgets it. */
@Command(
        name = "logout",
        description = "Sign out, and forget the token.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud logout")
final class LogoutCommand extends Verb {
    LogoutCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var target = context().target();
        if (target.token() != null) {
            signOut(target);
        }
        context().credentials().remove(context().profileName());
        output().note("Signed out of " + target.api());
        return ExitCode.OK.status();
    }

    /** A server that is gone or knows the token no more does not keep anyone signed in here. */
    private void signOut(Target target) {
        try (var client = new WasmcloudClient(ClientSettings.of(target.api(), target.token()))) {
            client.sessions().deleteCurrent();
        } catch (ClientException e) {
            output().note(
                            "The server did not end the session: "
                                    + TerminalText.escaped(String.valueOf(e.getMessage())));
        }
    }
}
