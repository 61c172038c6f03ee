package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

import java.util.UUID;

/** Revokes a token. */
@Command(
        name = "revoke",
        description = "Revoke a token; it is refused from the next request on.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud tokens revoke 019a0000-0000-7000-8000-000000000001")
final class TokenRevokeCommand extends ApiVerb {
    @Parameters(paramLabel = "ID", description = "As wasmcloud tokens shows it.")
    private UUID id = new UUID(0, 0);

    TokenRevokeCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        client.tokens().revoke(id);
        output().note("Revoked " + id);
        return ExitCode.OK;
    }
}
