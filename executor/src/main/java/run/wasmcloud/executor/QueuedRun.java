package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.executor.trace.RunSpan;
import run.wasmcloud.executor.trace.RunTraces;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.Cancellation;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.sandbox.RunLog;
import run.wasmcloud.store.QueueAttempt;
import run.wasmcloud.store.QueueEnd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One attempt at an asynchronous invocation, from its admission on. The guest sees a POST request
 * whose headers tell what caused it. Used by one thread, except for {@link #stop}.
 */
final class QueuedRun {
    private static final int MOST_HEADERS = 100;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Exchange.Runs runs;
    private final Route route;
    private final QueueAttempt attempt;
    private final CgiRequest.Server server;
    private final InvocationId id = InvocationId.create();
    private final Instant startedAt = Instant.now();
    private final long start = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private final ResultBuffer output;
    private final RunSpan span;
    private final RunLog log;
    private volatile @Nullable WasmcloudException stopped;

    QueuedRun(
            Exchange.Runs runs,
            Route route,
            QueueAttempt attempt,
            CgiRequest.Server server,
            RunTraces traces) {
        this.runs = runs;
        this.route = route;
        this.attempt = attempt;
        this.server = server;
        this.span =
                traces.beginAttempt(
                        id,
                        attempt.request().trigger(),
                        attempt.item().toString(),
                        attempt.number());
        span.admitted(route.deployment(), 0, 0);
        var plan = route.deployment().planLimits();
        this.output =
                new ResultBuffer(
                        new CgiResponseLimits(plan.headers().responseBytes(), MOST_HEADERS),
                        limits().outputBytes(),
                        plan.storedResultBytes());
        this.log =
                new RunLog(
                        limits(),
                        new StampedLines(route.deployment().function(), id, runs.ledger()));
    }

    private RunLimits limits() {
        return route.deployment().limits();
    }

    /** Ends the run from another thread: the function may not run any more. */
    void stop(WasmcloudException reason) {
        stopped = reason;
        cancellation.cancel();
    }

    /**
     * Runs the function.
     *
     * @throws WasmcloudException when the run could not begin
     */
    QueueEnd run(CompiledModule module) {
        try {
            return attempted(module);
        } finally {
            span.end(output.status());
        }
    }

    private QueueEnd attempted(CompiledModule module) {
        var environment = CgiEnvironment.of(route.program(), request());
        var ending = new CompletableFuture<GuestEnd>();
        runs.guests().start(module, runRequest(environment), cancellation, ending::complete);
        var isInterrupted = false;
        while (true) {
            try {
                return concluded(ending.get(), isInterrupted);
            } catch (InterruptedException e) {
                isInterrupted = true;
                cancellation.cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a guest's end is told, not thrown", e);
            }
        }
    }

    private RunRequest runRequest(CgiEnvironment environment) {
        return new RunRequest(
                limits(),
                GuestStrings.lazily(environment::arguments),
                GuestStrings.lazily(environment::variables),
                GuestInput.of(attempt.request().body()),
                output,
                log,
                runs.clock(),
                runs.random(),
                log,
                route.grants());
    }

    private CgiRequest request() {
        var target = attempt.request().target().split("\\?", 2);
        return new CgiRequest(
                id,
                "POST",
                "http",
                "HTTP/1.1",
                "",
                target[0],
                target.length > 1 ? target[1] : null,
                server,
                new CgiRequest.Client("127.0.0.1", "127.0.0.1", 0),
                attempt.request().body().length,
                headers());
    }

    private List<CgiHeader> headers() {
        var headers = new ArrayList<CgiHeader>();
        headers.add(new CgiHeader("Host", server.name() + ":" + server.port()));
        var trigger = attempt.request().trigger().name().toLowerCase(Locale.ROOT);
        headers.add(new CgiHeader(PlatformHeaders.TRIGGER.defaultCase(), trigger));
        headers.add(
                new CgiHeader(
                        PlatformHeaders.ATTEMPT.defaultCase(), Integer.toString(attempt.number())));
        headers.add(new CgiHeader(PlatformHeaders.ITEM.defaultCase(), attempt.item().toString()));
        if (attempt.request().contentType() != null) {
            headers.add(new CgiHeader("Content-Type", attempt.request().contentType()));
        }
        headers.addAll(span.fields());
        return headers;
    }

    private QueueEnd concluded(GuestEnd end, boolean isInterrupted) {
        return switch (end) {
            case GuestEnd.Refused refused -> throw refused.reason();
            case GuestEnd.Ran ran -> {
                var outcome = checked(ran.receipt().outcome());
                keep(ran.receipt().ended(outcome, elapsed()));
                yield isInterrupted
                        ? new QueueEnd.Postponed("The executor stopped during the attempt")
                        : end(outcome);
            }
        };
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Outcome checked(Outcome outcome) {
        return stopped == null ? output.checked(outcome) : new Outcome.Cancelled();
    }

    private void keep(Receipt receipt) {
        log.end();
        log.say(LogLevel.ERROR, Verdict.lines(receipt.outcome(), limits()));
        var reason = stopped;
        if (reason != null) {
            log.say(LogLevel.ERROR, List.of("The run was ended: " + reason.detail()));
        }
        var deployment = route.deployment();
        var invocation =
                new Invocation(
                        id,
                        deployment.function(),
                        deployment.deployment(),
                        deployment.number(),
                        runs.ledger().executor(),
                        attempt.request().trigger(),
                        startedAt,
                        output.status(),
                        receipt,
                        span.trace());
        var record = runs.ledger().record(invocation);
        span.ran(invocation);
        runs.quotas().ended(deployment.owner(), record, receipt.fuel());
    }

    /** An answer that tells of a passing error is as good as none. */
    private QueueEnd end(Outcome outcome) {
        var reason = stopped;
        if (reason != null) {
            return new QueueEnd.Refused(reason.detail());
        }
        if (!(outcome instanceof Outcome.Completed)) {
            return new QueueEnd.Failed(Optional.of(id), told(outcome), output.result());
        }
        var result = output.result().orElseThrow();
        return result.httpStatus() >= SERVER_ERROR || result.httpStatus() == TOO_MANY_REQUESTS
                ? new QueueEnd.Failed(
                        Optional.of(id),
                        "The function answered with status " + result.httpStatus(),
                        output.result())
                : new QueueEnd.Done(id, result);
    }

    private String told(Outcome outcome) {
        var lines = Verdict.lines(outcome, limits());
        return lines.isEmpty() ? "The run was " + outcome.kind() : lines.getFirst();
    }
}
