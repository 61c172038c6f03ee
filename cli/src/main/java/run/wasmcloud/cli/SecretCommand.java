package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about secrets. */
@Command(
        name = "secret",
        description = "Set and list what a function finds in its environment and nobody may read.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud secret set hello API_KEY < key.txt")
final class SecretCommand extends VerbGroup {
    SecretCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new SecretListCommand(context()),
                new SecretSetCommand(context()),
                new SecretDeleteCommand(context()));
    }
}
