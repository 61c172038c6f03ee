package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.InvocationFilter;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.InvocationItem;

import java.util.List;

/** Lists a function's runs. */
@Command(
        name = "invocations",
        description = "List a function's runs and what they used, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud invocations hello --limit 5",
            "  wasmcloud invocations hello --outcome trapped --json"
        })
final class InvocationsCommand extends ApiVerb {
    private static final int LARGEST_PAGE = 100;

    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 20 if not said.")
    private int limit = 20;

    @Option(
            names = "--outcome",
            paramLabel = "KIND",
            description = {
                "Only those that ended so: completed, exited, trapped, bad-response, denied,",
                "limit-reached, cancelled or platform-failed."
            })
    private @Nullable String outcome;

    InvocationsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var filter = new InvocationFilter(outcome, Math.clamp(limit, 1, LARGEST_PAGE));
        var found =
                client.functions().invocations(function.name()).list(filter).stream().limit(limit);
        if (output().isJson()) {
            output().stream(found, _ -> "");
        } else {
            output().list(found.toList(), this::table, "No invocations.");
        }
        return ExitCode.OK;
    }

    private Table table(List<InvocationItem> invocations) {
        var zone = context().shell().clock().getZone();
        var table =
                new Table(
                        "STARTED",
                        "ID",
                        ">VERSION",
                        "OUTCOME",
                        ">STATUS",
                        ">WALL",
                        ">CPU",
                        ">FUEL",
                        ">MEMORY",
                        ">IN",
                        ">OUT");
        invocations.forEach(
                run ->
                        table.add(
                                Quantities.preciseTime(run.startedAt(), zone),
                                run.id(),
                                run.deployment(),
                                InvocationText.outcome(run),
                                InvocationText.status(run),
                                Quantities.micros(run.wallMicros()),
                                Quantities.micros(run.cpuMicros()),
                                Quantities.count(run.fuel()),
                                Quantities.bytes(run.peakMemoryBytes()),
                                Quantities.bytes(run.bytesIn()),
                                Quantities.bytes(run.bytesOut())));
        return table;
    }
}
