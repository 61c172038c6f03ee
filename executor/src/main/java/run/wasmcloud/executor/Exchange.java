package run.wasmcloud.executor;

import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.executor.trace.RunSpan;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.HeaderLimits;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;
import run.wasmcloud.runtime.Cancellation;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.sandbox.RunLog;

import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One run of a function over HTTP, from its admission on. Used by the request's thread only. */
final class Exchange {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    /** How long a response may gather before it leaves in parts. */
    private static final long QUICK_NANOS = 3_000_000;

    /** A guest ends at its deadline by itself; the thread that writes for it gets a bit longer. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Runs runs;
    private final Route route;
    private final CgiRequest request;
    private final RequestBody body;
    private final boolean hasBody;
    private final Answer answer;
    private final RunSpan span;
    private final Departure departure;
    private final ResponsePipe<GuestEnd> pipe;
    private final RunLog log;
    private final Instant startedAt = Instant.now();
    private final long start = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private volatile boolean clientGone;
    private volatile @Nullable WasmcloudException stopped;

    /** What all runs share. */
    record Runs(
            Guests guests,
            Ledger ledger,
            Problems problems,
            Watchdog watchdog,
            MonthlyQuotas quotas,
            GuestClock clock,
            GuestRandom random,
            Semaphore largeBodies) {}

    /**
     * Makes one.
     *
     * @param content opens the request's body; called once, when it is wanted
     */
    Exchange(
            Runs runs,
            Route route,
            CgiRequest request,
            ServerRequest http,
            Supplier<InputStream> content,
            Answer answer,
            RunSpan span) {
        this.runs = runs;
        this.route = route;
        this.request = request;
        this.answer = answer;
        this.span = span;
        this.departure = new Departure(http);
        this.hasBody = http.content().hasEntity();
        this.body = new RequestBody(content, mostBodyBytes(route), runs.largeBodies());
        this.pipe =
                new ResponsePipe<>(
                        request.method().equals("HEAD"),
                        headerLimits(route).responseBytes(),
                        limits().outputBytes(),
                        body::readFurtherAhead);
        this.log =
                new RunLog(
                        limits(),
                        new StampedLines(
                                route.deployment().function(),
                                request.invocation(),
                                runs.ledger()));
    }

    private static HeaderLimits headerLimits(Route route) {
        return route.deployment().planLimits().headers();
    }

    private static long mostBodyBytes(Route route) {
        return route.deployment().planLimits().requestBodyBytes();
    }

    private RunLimits limits() {
        return route.deployment().limits();
    }

    /**
     * Runs the function and answers the request.
     *
     * @throws WasmcloudException when the run could not begin; nothing was sent
     * @throws io.helidon.webserver.CloseConnectionException when the connection is of no more use
     */
    void run(CompiledModule module) {
        var environment = CgiEnvironment.of(route.program(), request);
        try (var watch = runs.watchdog().watch(limits().wallTime().plus(GRACE), this::watchClient);
                body) {
            runs.guests().start(module, runRequest(environment), cancellation, pipe::end);
            conclude(relay(), watch);
        } finally {
            departure.close();
        }
    }

    /** The client of a run that is silent for long may have gone without anybody's notice. */
    private void watchClient() {
        departure.watch(hasBody ? Optional.of(body) : Optional.empty(), this::clientDeparted);
    }

    /** A client that goes away after the guest's end has got its answer, or does not want it. */
    private void clientDeparted() {
        if (pipe.abandonUnlessEnded(() -> clientGone = true)) {
            LOG.log(Level.DEBUG, () -> "the client of " + request.invocation() + " has gone");
            cancellation.cancel();
        }
    }

    /** Ends the run from another thread, unless it has ended: the function may not run any more. */
    void stop(WasmcloudException reason) {
        if (pipe.abandonUnlessEnded(() -> stopped = reason)) {
            cancellation.cancel();
        }
    }

    private RunRequest runRequest(CgiEnvironment environment) {
        return new RunRequest(
                limits(),
                GuestStrings.lazily(environment::arguments),
                GuestStrings.lazily(environment::variables),
                hasBody ? body : GuestInput.empty(),
                pipe,
                log,
                runs.clock(),
                runs.random(),
                log,
                route.grants());
    }

    /** Sends what the guest writes, unless it is done before anything had to be sent. */
    private GuestEnd relay() {
        try {
            if (pipe.awaitQuickEnd(QUICK_NANOS).isEmpty()) {
                sendParts();
            }
        } catch (ClientGoneException e) {
            clientLeft(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            clientLeft(new ClientGoneException(e));
        }
        return pipe.awaitEnd();
    }

    private void sendParts() throws ClientGoneException {
        for (var part = pipe.take(); part.isPresent(); part = pipe.take()) {
            answer.write(head(), part.get());
        }
    }

    private CgiResponse.Head head() {
        return (CgiResponse.Head) pipe.response();
    }

    private void clientLeft(ClientGoneException e) {
        LOG.log(Level.DEBUG, () -> "the client of " + request.invocation() + " has gone: " + e);
        clientGone = true;
        cancellation.cancel();
        pipe.abandon();
    }

    private void conclude(GuestEnd end, Watchdog.Watch watch) {
        switch (end) {
            case GuestEnd.Refused refused -> throw refused.reason();
            case GuestEnd.Ran ran -> {
                var outcome = pipe.checked(ran.receipt().outcome());
                var rest = clientGone ? new Rest.Nothing(answer.status()) : rest(outcome);
                var last = clientGone ? withoutClient(outcome, watch) : unlessStopped(outcome);
                var receipt = ran.receipt().ended(last, elapsed());
                keep(receipt, rest.status());
                send(rest, receipt);
                leave(last);
            }
        }
    }

    /** Before the last byte goes out: a caller who was answered has been accounted for. */
    private void keep(Receipt receipt, int status) {
        log.end();
        log.say(LogLevel.ERROR, Verdict.lines(receipt.outcome(), limits()));
        sayIfStopped();
        var invocation =
                new Invocation(
                        request.invocation(),
                        route.deployment().function(),
                        route.deployment().deployment(),
                        route.deployment().number(),
                        runs.ledger().executor(),
                        Trigger.HTTP,
                        startedAt,
                        status,
                        receipt,
                        span.trace());
        var record = runs.ledger().record(invocation);
        span.ran(invocation);
        runs.quotas().ended(route.deployment().owner(), record, receipt.fuel());
    }

    private void sayIfStopped() {
        var reason = stopped;
        if (reason != null) {
            log.say(LogLevel.ERROR, List.of("The run was ended: " + reason.detail()));
        }
    }

    /** What was written after the end is lost. */
    private Outcome unlessStopped(Outcome outcome) {
        return stopped == null ? outcome : new Outcome.Cancelled();
    }

    private Outcome withoutClient(Outcome outcome, Watchdog.Watch watch) {
        if (watch.hasFired()) {
            return new Outcome.LimitReached(RunLimit.TIME);
        }
        return outcome instanceof Outcome.Completed ? new Outcome.Cancelled() : outcome;
    }

    /** What is left to be sent when a guest has ended. */
    private sealed interface Rest {
        /** Returns the status that the client gets with it, or got before; 0 for none. */
        int status();

        /** All of the response. */
        record Whole(CgiResponse.Head head, BodyPart body) implements Rest {
            @Override
            public int status() {
                return head.status();
            }
        }

        /** The end of a response that has begun. */
        record End(int status) implements Rest {}

        /** The beginning of a response that is then cut. */
        record Beginning(CgiResponse.Head head, BodyPart body) implements Rest {
            @Override
            public int status() {
                return head.status();
            }
        }

        /** A problem in place of a response. */
        record Instead(Problem problem) implements Rest {
            @Override
            public int status() {
                return problem.status();
            }
        }

        record Nothing(int status) implements Rest {}
    }

    /**
     * The headers go out with the first byte of the body: a run that fails before gets a problem,
     * one that fails later a cut connection, however quick it was.
     */
    private Rest rest(Outcome outcome) {
        var begun = answer.hasBegun();
        var written = begun ? Optional.<BodyPart>empty() : pipe.take();
        if (body.isTooLarge() && !begun && written.isEmpty()) {
            answer.announceClose();
            return new Rest.Instead(runs.problems().of(bodyTooLarge(route), request.invocation()));
        }
        var reason = stopped;
        if (reason != null) {
            return begun
                    ? new Rest.Nothing(answer.status())
                    : new Rest.Instead(runs.problems().of(reason, request.invocation()));
        }
        if (outcome instanceof Outcome.Completed) {
            return begun
                    ? new Rest.End(answer.status())
                    : new Rest.Whole(head(), written.orElse(BodyPart.EMPTY));
        }
        if (begun) {
            return new Rest.Nothing(answer.status());
        }
        return written.<Rest>map(part -> new Rest.Beginning(head(), part))
                .or(
                        () ->
                                runs.problems()
                                        .of(outcome, limits(), request.invocation())
                                        .map(Rest.Instead::new))
                .orElseGet(() -> new Rest.Nothing(0));
    }

    private void send(Rest rest, Receipt receipt) {
        try {
            switch (rest) {
                case Rest.Whole whole ->
                        answer.send(whole.head(), whole.body(), pipe.bodyWritten(), receipt);
                case Rest.End _ -> answer.finish(receipt);
                case Rest.Beginning beginning -> answer.write(beginning.head(), beginning.body());
                case Rest.Instead instead -> answer.send(instead.problem());
                case Rest.Nothing _ -> {}
            }
        } catch (ClientGoneException e) {
            clientLeft(e);
        }
    }

    /** Returns why a body is refused. */
    static WasmcloudException bodyTooLarge(Route route) {
        return new WasmcloudException(
                ErrorCode.TOO_LARGE,
                "The request's body is longer than allowed (expected: at most %d bytes, the limit of the plan %s)"
                        .formatted(
                                mostBodyBytes(route),
                                route.deployment().plan().name().toLowerCase(Locale.ROOT)));
    }

    /** Leaves the connection to its next request, if there can be one. */
    private void leave(Outcome outcome) {
        var cut = clientGone || isCut(outcome);
        if (cut || !body.discardRest(remaining())) {
            throw Answer.cut(
                    "the response to %s was cut: %s"
                            .formatted(request.invocation(), outcome.kind()));
        }
    }

    private boolean isCut(Outcome outcome) {
        return !(outcome instanceof Outcome.Completed) && answer.hasBegun();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration remaining() {
        var left = limits().wallTime().minus(elapsed());
        return left.isPositive() ? left : Duration.ZERO;
    }
}
