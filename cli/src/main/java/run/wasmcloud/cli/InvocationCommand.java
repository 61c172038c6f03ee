package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.InvocationItem;

import java.util.List;
import java.util.UUID;

/** Shows one run. */
@Command(
        name = "invocation",
        description = "Show one run: its receipt, and where it trapped.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud invocation 019a0000-0000-7000-8000-000000000001")
final class InvocationCommand extends ApiVerb {
    @Parameters(paramLabel = "ID", description = "As wasmcloud invocations shows it.")
    private UUID id = new UUID(0, 0);

    InvocationCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var run = client.invocation(id);
        output().record(run, () -> lines(run));
        return ExitCode.OK;
    }

    private List<String> lines(InvocationItem run) {
        var zone = context().shell().clock().getZone();
        return new Facts()
                .with("function", run.function() + " version " + run.deployment())
                .with("started", Quantities.preciseTime(run.startedAt(), zone))
                .with("outcome", run.outcome())
                .with("detail", run.detail())
                .with("stack", String.join(" < ", run.frames()))
                .with("status", InvocationText.status(run))
                .with("wall time", Quantities.micros(run.wallMicros()))
                .with("cpu time", Quantities.micros(run.cpuMicros()))
                .with("fuel", run.fuel())
                .with("memory", Quantities.bytes(run.peakMemoryBytes()))
                .with("read", Quantities.bytes(run.bytesIn()))
                .with("written", Quantities.bytes(run.bytesOut()))
                .with("host calls", ReceiptText.counts(run.hostCalls()))
                .with("resources", ReceiptText.counts(run.resourcesOpened()))
                .with("engine", run.engineVersion())
                .lines(output().coloured());
    }
}
