package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.SignedUrlRequest;

import java.time.Duration;
import java.util.List;

/** Signs an address of a private function. */
@Command(
        name = "sign-url",
        description = {
            "Sign an address: whoever has it may call the function, though it is private.",
            "With --revoke, make all that were signed before invalid."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud sign-url reports --path /2026/summary.pdf --expires 1h",
            "  wasmcloud sign-url reports --revoke"
        })
final class SignUrlCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(names = "--path", paramLabel = "PATH", description = "The path; else /.")
    private @Nullable String path;

    @Option(names = "--prefix", description = "All paths that begin with it, too.")
    private boolean prefix;

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "The method; else GET.")
    private @Nullable String method;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it holds, for example 1h. Else as the server has it.")
    private @Nullable Duration expires;

    @Option(names = "--revoke", description = "Make the addresses invalid that were signed before.")
    private boolean revoke;

    SignUrlCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var access = client.functions().access(function.name());
        if (revoke) {
            access.revokeSignedUrls();
            output().note("The addresses of " + function.name() + " that were signed are invalid.");
            return ExitCode.OK;
        }
        var clock = context().shell().clock();
        var end = expires == null ? null : clock.instant().plus(expires);
        var signed = access.sign(new SignedUrlRequest(path, prefix, method, end));
        output().record(signed, () -> List.of(TerminalText.escaped(signed.url())));
        return ExitCode.OK;
    }
}
