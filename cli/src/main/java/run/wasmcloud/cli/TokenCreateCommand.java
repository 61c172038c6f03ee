package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.wire.TokenRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes a token. */
@Command(
        name = "create",
        description = "Make a token. It is shown this once, alone on standard output.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud tokens create ci --scope deploy --expires 30d > token.txt",
            "  wasmcloud tokens create partner --scope invoke --function reports"
        })
final class TokenCreateCommand extends ApiVerb {
    @Parameters(paramLabel = "NAME", description = "What it is for.")
    private String name = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What it allows: invoke, read, deploy or admin; deploy if not said.")
    private TokenScope scope = TokenScope.DEPLOY;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it holds, for example 30d. Else as the server has it.")
    private @Nullable Duration expires;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "The only function that it is for; else all of yours.")
    private @Nullable FunctionName function;

    TokenCreateCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var clock = context().shell().clock();
        var end = expires == null ? null : clock.instant().plus(expires);
        var created = client.tokens().create(request(end));
        output().note(
                        "Keep it safe: it is not shown again. It holds until "
                                + Quantities.time(created.expiresAt(), clock.getZone())
                                + ".");
        output().record(created, () -> List.of(TerminalText.escaped(created.token())));
        return ExitCode.OK;
    }

    private TokenRequest request(@Nullable Instant end) {
        return new TokenRequest(name, scope, end, function == null ? null : function.value());
    }
}
