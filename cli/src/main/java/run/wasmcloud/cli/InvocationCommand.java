package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.FoundInvocation;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.QueuedInvocationItem;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Shows one run. */
@Command(
        name = "invocation",
        description = {
            "Show one run: its receipt, and where it trapped.",
            "Of an asynchronous one, how far it is and what it answered."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud invocation 019a0000-0000-7000-8000-000000000001",
            "  wasmcloud invocation 019a0000-0000-7000-8000-000000000001 --wait --result > answer"
        })
final class InvocationCommand extends ApiVerb {
    @Parameters(paramLabel = "ID", description = "As wasmcloud invocations or invoke shows it.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = "--result",
            description =
                    "Only write what it answered, as it is. Ends with status 1 when the answer's"
                            + " status is 400 or more.")
    private boolean result;

    @Option(names = "--wait", description = "Wait until an asynchronous one has ended.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait at most; 16m if not said.")
    private Duration timeout = Duration.ofMinutes(16);

    InvocationCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var found = found(client);
        if (result) {
            return StoredAnswer.of(queued(found)).print(context().shell());
        }
        output().record(found, () -> lines(found));
        return ExitCode.OK;
    }

    private FoundInvocation found(WasmcloudClient client) {
        return wait
                ? new AsynchronousRun(client, context().progress()).await(id, timeout)
                : client.invocation(id);
    }

    private static QueuedInvocationItem queued(FoundInvocation found) {
        return switch (found) {
            case QueuedInvocationItem queued -> queued;
            case InvocationItem _ ->
                    throw new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "No answer is kept",
                            "What this run answered went to its caller.",
                            "Answers are kept of asynchronous runs: wasmcloud invoke NAME --async");
        };
    }

    private List<String> lines(FoundInvocation found) {
        return switch (found) {
            case InvocationItem run -> facts(run).lines(output().coloured());
            case QueuedInvocationItem queued -> lines(queued);
        };
    }

    private Facts facts(InvocationItem run) {
        return new Facts()
                .with("function", run.function() + " version " + run.deployment())
                .with("started", time(run.startedAt()))
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
                .with("engine", run.engineVersion());
    }

    private List<String> lines(QueuedInvocationItem run) {
        var answer = Optional.ofNullable(run.result()).map(StoredAnswer::new);
        var facts =
                new Facts()
                        .with("function", run.function())
                        .with("trigger", WireJson.word(run.trigger()))
                        .with("state", WireJson.word(run.state()))
                        .with("attempts", run.attempts())
                        .with("reason", Optional.ofNullable(run.reason()).orElse(""))
                        .with(
                                "next",
                                Optional.ofNullable(run.nextAttemptAt()).map(this::time).orElse(""))
                        .with(
                                "receipt",
                                Optional.ofNullable(run.receipt()).map(UUID::toString).orElse(""))
                        .with("queued", time(run.createdAt()))
                        .with(
                                "ended",
                                Optional.ofNullable(run.finishedAt()).map(this::time).orElse(""))
                        .with("answer", answer.map(StoredAnswer::summary).orElse("none yet"))
                        .lines(output().coloured());
        return answer.map(each -> Lines.of("", each.lines()))
                .map(body -> Stream.of(facts, body).flatMap(List::stream).toList())
                .orElse(facts);
    }

    private String time(Instant instant) {
        return Quantities.preciseTime(instant, context().shell().clock().getZone());
    }
}
