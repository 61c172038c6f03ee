package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about dead letters. */
@Command(
        name = "dead-letters",
        description = "Look after asynchronous invocations that used up their attempts.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud dead-letters list report")
final class DeadLettersCommand extends VerbGroup {
    DeadLettersCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new DeadLettersListCommand(context()),
                new DeadLettersRequeueCommand(context()),
                new DeadLettersDiscardCommand(context()));
    }
}
