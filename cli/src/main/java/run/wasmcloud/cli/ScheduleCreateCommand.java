package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.wire.ScheduleRequest;

import java.util.List;

/** Makes a schedule. */
@Command(
        name = "create",
        description = "Have a function invoked at the times that a cron expression tells.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud schedule create report '0 6 * * 1-5' --zone Europe/Berlin",
            "  wasmcloud schedule create poll '*/5 * * * *' --data '{}' --skip-missed"
        })
final class ScheduleCreateCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(
            index = "1",
            paramLabel = "CRON",
            description = "Five fields: minute, hour, day, month, day of the week.")
    private String cron = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone, such as Europe/Berlin; else UTC.")
    private @Nullable String zone;

    @Option(names = "--data", paramLabel = "TEXT", description = "The function's standard input.")
    private @Nullable String data;

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "What the data is, such as application/json.")
    private @Nullable String contentType;

    @Option(
            names = "--skip-missed",
            description = "Do not run late when no executor was there; else it runs once, late.")
    private boolean skipMissed;

    ScheduleCreateCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var missed = skipMissed ? MissedRuns.SKIP : MissedRuns.RUN_ONCE;
        var made =
                client.functions()
                        .schedules(function.name())
                        .create(new ScheduleRequest(cron, zone, missed, contentType, data));
        var next = Quantities.time(made.nextAt(), context().shell().clock().getZone());
        output().record(
                        made,
                        () -> List.of("Made %s; it runs next at %s".formatted(made.id(), next)));
        return ExitCode.OK;
    }
}
