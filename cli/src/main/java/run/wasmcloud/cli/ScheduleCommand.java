package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import java.util.List;

/** The verbs about schedules. */
@Command(
        name = "schedule",
        description = "Have a function invoked by the clock.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud schedule create report '0 6 * * 1-5' --zone Europe/Berlin")
final class ScheduleCommand extends VerbGroup {
    ScheduleCommand(CommandContext context) {
        super(context);
    }

    @Override
    List<Verb> verbs() {
        return List.of(
                new ScheduleCreateCommand(context()),
                new ScheduleListCommand(context()),
                new ScheduleDeleteCommand(context()));
    }
}
