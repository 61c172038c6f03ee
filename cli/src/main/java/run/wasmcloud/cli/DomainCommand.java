package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about custom host names. */
@Command(
        name = "domain",
        description = "Let a function answer at host names of your own.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud domain add hello www.example.com")
final class DomainCommand extends VerbGroup {
    DomainCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new DomainAddCommand(context()),
                new DomainListCommand(context()),
                new DomainRemoveCommand(context()));
    }
}
