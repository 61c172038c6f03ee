package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs of administrators. */
@Command(
        name = "admin",
        description = "Look after users, plans and what strangers run; for administrators.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin users --search ada",
            "  wasmcloud admin suspend miner --reason overuse"
        })
final class AdminCommand extends VerbGroup {
    AdminCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new AdminUsersCommand(context()),
                new AdminUserCommand(context()),
                new AdminInviteCommand(context()),
                new AdminInvitationsCommand(context()),
                new AdminApplicationsCommand(context()),
                new AdminDecideCommand(context()),
                new AdminPlansCommand(context()),
                new AdminPlanCommand(context()),
                new AdminSuspendCommand(context()),
                new AdminUnsuspendCommand(context()),
                new AdminExecutorsCommand(context()));
    }
}
