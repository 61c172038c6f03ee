package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.SignUpRequest;

import java.io.IOException;

/** Makes an account. */
@Command(
        name = "signup",
        description = {
            "Make an account on a server that takes new ones.",
            "The password is asked for, or is the first line of standard input."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud signup --api https://api.example.com --email ada@example.com",
            "  wasmcloud signup --email ada@example.com --invitation TOKEN < password.txt"
        })
final class SignupCommand extends Verb {
    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            required = true,
            description = "The account's address.")
    private String email = "";

    @Option(
            names = "--invitation",
            paramLabel = "TOKEN",
            description = "The invitation's token, where the server wants one.")
    private @Nullable String invitation;

    SignupCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var api = context().target().api();
        var password = new Questions(context().shell()).password();
        try (var client = new WasmcloudClient(ClientSettings.of(api, null))) {
            client.accounts().signUp(new SignUpRequest(email, password, invitation));
        }
        output().note(
                        "If the server sends mail, look for one from it. Then: wasmcloud login"
                                + " --api "
                                + api
                                + " --email "
                                + TerminalText.escaped(email));
        return ExitCode.OK.status();
    }
}
