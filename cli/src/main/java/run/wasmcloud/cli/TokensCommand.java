package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about tokens. */
@Command(
        name = "tokens",
        description = "Make, list and revoke tokens.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud tokens create laptop --scope deploy --expires 30d")
final class TokensCommand extends VerbGroup {
    TokensCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new TokenCreateCommand(context()),
                new TokenListCommand(context()),
                new TokenRevokeCommand(context()));
    }
}
