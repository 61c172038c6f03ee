package run.wasmcloud.cli;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.ProviderItem;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Signs in through a provider in the user's browser, which comes back to a port of this machine
 * (RFC 8252, section 7.3). The code that it brings is of use only with a secret that never left
 * this process (RFC 7636).
 */
final class BrowserSignIn {
    private static final int SECRET_BYTES = 32;

    private final CommandContext context;
    private final WasmcloudClient client;
    private final SecureRandom random = new SecureRandom();

    BrowserSignIn(CommandContext context, WasmcloudClient client) {
        this.context = context;
        this.client = client;
    }

    /**
     * Waits until somebody has signed in.
     *
     * @param wanted the provider's name; empty for the only one
     * @throws CommandFailure when nobody has in time, or was not let in
     */
    AccessToken token(String wanted, Duration patience) throws IOException {
        var provider = provider(wanted);
        var verifier = secret();
        try (var visit = LoopbackVisit.open(secret())) {
            var page =
                    client.sessions()
                            .address(provider.name(), visit.address(), challenge(verifier));
            show(page, provider);
            var code = visit.await(patience, context.progress());
            return new AccessToken(client.sessions().redeem(code, verifier).token());
        }
    }

    private ProviderItem provider(String wanted) {
        var all = client.sessions().providers().stream().toList();
        if (wanted.isEmpty() && all.size() == 1) {
            return all.getFirst();
        }
        return all.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted, all.stream().map(ProviderItem::name).toList()));
    }

    private static CommandFailure unknown(String wanted, List<String> known) {
        if (known.isEmpty()) {
            return new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "No sign-in in the browser",
                    "This server has no provider for it.",
                    "Sign in with a password: wasmcloud login --email ADDRESS");
        }
        return new CommandFailure(
                wanted.isEmpty() ? ExitCode.USAGE : ExitCode.NOT_FOUND,
                "Through whom?",
                "The server knows " + String.join(", ", known) + ".",
                "wasmcloud login --browser "
                        + Suggestion.of(wanted, known).orElse(known.getFirst()));
    }

    private void show(URI page, ProviderItem provider) {
        var shell = context.shell();
        context.output().note("Sign in with %s:".formatted(TerminalText.escaped(provider.title())));
        shell.err().println("  " + page);
        shell.flush();
        if (shell.errTerminal() && !new Browser(shell).open(page)) {
            context.output().note("No browser was found here: open the address in one.");
        }
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return encoded(bytes);
    }

    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return encoded(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
