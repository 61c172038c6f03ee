package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about configuration variables. */
@Command(
        name = "config",
        description = "Show and set what a function finds in its environment.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud config set hello GREETING=hi COLOUR=blue")
final class ConfigCommand extends VerbGroup {
    ConfigCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new ConfigListCommand(context()),
                new ConfigSetCommand(context()),
                new ConfigUnsetCommand(context()));
    }
}
