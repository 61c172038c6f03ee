package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.UserItem;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Signs in and remembers it in the user's file. */
@Command(
        name = "login",
        description = {
            "Sign in, and remember it.",
            "The password is asked for, or is the first line of standard input.",
            "With --browser, sign in through somebody whom the server trusts."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud login --api https://api.example.com --email ada@example.com",
            "  wasmcloud login --api https://api.example.com --browser",
            "  wasmcloud login --token-stdin < token.txt"
        })
final class LoginCommand extends Verb {
    @Option(names = "--email", paramLabel = "ADDRESS", description = "Whose password it is.")
    private @Nullable String email;

    @Option(names = "--token-stdin", description = "Sign in with a token from standard input.")
    private boolean tokenStdin;

    @Option(
            names = "--browser",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "PROVIDER",
            description = "Sign in in the browser, through this provider or the only one.")
    private @Nullable String browser;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the browser; 5m if not said.")
    private Duration timeout = Duration.ofMinutes(5);

    LoginCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var api = context().target().api();
        var token = token(api);
        var user = user(api, token);
        var profile = new Profile(api.toString(), token.text(), user.email());
        context().credentials().save(context().profileName(), profile);
        output().record(
                        user,
                        () ->
                                List.of(
                                        "Signed in to %s as %s"
                                                .formatted(
                                                        api, TerminalText.escaped(user.email()))));
        return ExitCode.OK.status();
    }

    private AccessToken token(URI api) throws IOException {
        var file = context().options().tokenFile();
        if (file != null) {
            return Target.inFile(file);
        }
        return tokenStdin
                ? new AccessToken(Questions.line(context().shell().in()).strip())
                : session(api);
    }

    private AccessToken session(URI api) throws IOException {
        try (var client = new WasmcloudClient(ClientSettings.of(api, null))) {
            if (browser != null) {
                return new BrowserSignIn(context(), client).token(browser, timeout);
            }
            var questions = new Questions(context().shell());
            var address = email == null ? askedEmail(questions) : email;
            return new AccessToken(client.sessions().create(address, questions.password()).token());
        }
    }

    private String askedEmail(Questions questions) {
        if (!context().shell().interactive()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Who signs in?",
                    "There is no --email, and no terminal to ask on.",
                    "wasmcloud login --email ADDRESS < FILE, --token-file FILE or --browser");
        }
        return questions.answer("E-mail: ");
    }

    private static UserItem user(URI api, AccessToken token) {
        try (var client = new WasmcloudClient(ClientSettings.of(api, token))) {
            return client.whoami();
        }
    }
}
