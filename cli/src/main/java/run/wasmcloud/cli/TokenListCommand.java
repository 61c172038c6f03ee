package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.TokenItem;

import java.util.List;

/** Lists the user's tokens. */
@Command(
        name = "list",
        description = "List your tokens.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud tokens list")
final class TokenListCommand extends ApiVerb {
    TokenListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.tokens().list().stream().toList(),
                        this::table,
                        "No tokens. Make one: wasmcloud tokens create NAME");
        return ExitCode.OK;
    }

    private Table table(List<TokenItem> tokens) {
        var zone = context().shell().clock().getZone();
        var table = new Table("ID", "NAME", "SCOPE", "FUNCTION", "CREATED", "EXPIRES", "");
        tokens.forEach(
                token ->
                        table.add(
                                token.id(),
                                token.name(),
                                WireJson.word(token.scope()),
                                token.function() == null ? "all" : token.function(),
                                Quantities.time(token.createdAt(), zone),
                                Quantities.time(token.expiresAt(), zone),
                                token.current() ? "in use here" : ""));
        return table;
    }
}
