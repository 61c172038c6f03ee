package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about policies. */
@Command(
        name = "policy",
        description = "Show, set, edit and try what a function may open and use.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud policy set hello hello.policy")
final class PolicyCommand extends VerbGroup {
    PolicyCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new PolicyShowCommand(context()),
                new PolicySetCommand(context()),
                new PolicyEditCommand(context()),
                new PolicyCheckCommand(context()));
    }
}
