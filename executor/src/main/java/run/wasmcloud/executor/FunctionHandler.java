package run.wasmcloud.executor;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.executor.edge.AccessEntry;
import run.wasmcloud.executor.edge.AccessLog;
import run.wasmcloud.executor.trace.RunSpan;
import run.wasmcloud.executor.trace.RunTraces;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;
import run.wasmcloud.olin.outbound.LoopGuard;

import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Serves every request: finds the function, lets it run, answers. Thread-safe. */
final class FunctionHandler implements Handler {
    private static final Logger LOG = System.getLogger(FunctionHandler.class.getName());

    private static final HeaderName CDN_LOOP = HeaderNames.create(LoopGuard.FIELD);

    /** What is the same for all requests before their functions are known. */
    record Edge(TrustedProxies proxies, AccessLog log, ExecutorMeters meters, RunTraces traces) {}

    private final Edge edge;
    private final HostNames hostNames;
    private final Router router;
    private final CallerCheck callers;
    private final Admission admission;
    private final ReadyRoutes routes;
    private final OngoingRuns ongoing;
    private final AsynchronousCalls asynchronous;
    private final Exchange.Runs runs;

    FunctionHandler(
            Edge edge,
            HostNames hostNames,
            Router router,
            CallerCheck callers,
            Admission admission,
            ReadyRoutes routes,
            OngoingRuns ongoing,
            AsynchronousCalls asynchronous,
            Exchange.Runs runs) {
        this.edge = edge;
        this.hostNames = hostNames;
        this.router = router;
        this.callers = callers;
        this.admission = admission;
        this.routes = routes;
        this.ongoing = ongoing;
        this.asynchronous = asynchronous;
        this.runs = runs;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var id = InvocationId.create();
        var head = request.prologue().method().text().equals("HEAD");
        var began = System.nanoTime();
        var arrival = ClientPeer.of(request).bytes().arrival();
        arrival.beginRequest();
        var answer = new Answer(response, id, head);
        var span = edge.traces().begin(id, request);
        try {
            serve(request, answer, id, span);
        } finally {
            arrival.endRequest();
            span.end(answer.status());
            edge.meters()
                    .request(
                            answer.status(),
                            CgiRequests.isHttp1(request),
                            System.nanoTime() - began);
            edge.log().add(() -> entry(request, response, answer, id, began));
        }
        if (CgiRequests.isHttp1(request) && asksToClose(request)) {
            throw Answer.cut("the client asked for it");
        }
    }

    private static boolean asksToClose(ServerRequest request) {
        return request.headers().contains(HeaderNames.CONNECTION)
                && request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    private AccessEntry entry(
            ServerRequest request,
            ServerResponse response,
            Answer answer,
            InvocationId id,
            long began) {
        var headers = request.headers();
        return new AccessEntry(
                Instant.now(),
                client(request),
                request.prologue().method().text(),
                headers.first(HeaderNames.HOST).orElse(""),
                CgiRequests.rawPath(request),
                CgiRequests.rawQuery(request),
                CgiRequests.isHttp1(request) ? "HTTP/1.1" : "HTTP/2.0",
                answer.status(),
                response.bytesWritten(),
                (System.nanoTime() - began) / 1_000,
                id.toString(),
                headers.first(HeaderNames.REFERER).orElse(""),
                headers.first(HeaderNames.USER_AGENT).orElse(""));
    }

    private String client(ServerRequest request) {
        try {
            return Origin.of(request, edge.proxies()).client().address();
        } catch (WasmcloudException e) {
            return request.remotePeer().host();
        }
    }

    private void serve(ServerRequest request, Answer answer, InvocationId id, RunSpan span) {
        try {
            run(request, answer, id, span);
        } catch (WasmcloudException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                LOG.log(Level.ERROR, "request " + id + " failed", e);
            }
            edge.meters().refused(e.code());
            e.retryAt().ifPresent(answer::retryAt);
            refuse(request, answer, runs.problems().of(e, id));
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request " + id + " failed by the platform's fault", e);
            refuse(request, answer, runs.problems().internal(id));
        }
    }

    private void run(ServerRequest request, Answer answer, InvocationId id, RunSpan span) {
        var origin = Origin.of(request, edge.proxies());
        var place = hostNames.find(origin.authority(), CgiRequests.rawPath(request));
        var route = router.find(place.label());
        callers.require(route.deployment(), request, place);
        admission.arrive(route.deployment());
        if (ReceiptTrailers.areAccepted(request) && callers.isOwners(route.deployment(), request)) {
            answer.wantTrailers();
        }
        requireNoLoop(request, route, id);
        if (AsynchronousCalls.isOne(request)) {
            accept(answer, asynchronous.take(request, place, route.deployment(), id));
            return;
        }
        runs.ledger().requireRoom();
        var limits = route.deployment().planLimits();
        var cgi = CgiRequests.of(request, origin, id, place.scriptName(), limits.headers(), span);
        if (cgi.contentLength() > limits.requestBodyBytes()) {
            throw Exchange.bodyTooLarge(route);
        }
        try (var whole = isToBeWhole(request, route, cgi) ? whole(request, route) : null) {
            run(request, answer, place.label(), route, Input.of(request, cgi, whole, span));
        }
    }

    /** Only a body that tells no length makes a difference to the guest. */
    private static boolean isToBeWhole(ServerRequest request, Route route, CgiRequest cgi) {
        return route.deployment().requestBody() == RequestBodyForm.BUFFERED
                && cgi.contentLength() < 0
                && request.content().hasEntity();
    }

    /** A client that is slow takes nobody's place but its own, and not for longer than a run. */
    private BufferedBody whole(ServerRequest request, Route route) {
        try (var _ = runs.watchdog().watch(route.deployment().limits().wallTime(), () -> {})) {
            return BufferedBody.read(
                    request.content().inputStream(),
                    route.deployment().planLimits().requestBodyBytes(),
                    runs.largeBodies());
        }
    }

    /** What a run is told, and its input. */
    private record Input(CgiRequest cgi, Supplier<InputStream> body, RunSpan span) {
        static Input of(
                ServerRequest request, CgiRequest cgi, @Nullable BufferedBody whole, RunSpan span) {
            return whole == null
                    ? new Input(cgi, () -> request.content().inputStream(), span)
                    : new Input(cgi.withContentLength(whole.length()), whole::stream, span);
        }
    }

    /** What takes time to load must not take the place of a run meanwhile. */
    private void run(ServerRequest request, Answer answer, String label, Route route, Input input) {
        var span = input.span();
        var began = span.now();
        try (var ready = routes.ready(label, route)) {
            var loaded = span.now();
            try (var _ = admission.enter(ready.route().deployment())) {
                span.admitted(ready.route().deployment(), span.now() - loaded, loaded - began);
                var exchange =
                        new Exchange(
                                runs,
                                ready.route(),
                                input.cgi(),
                                request,
                                input.body(),
                                answer,
                                span);
                run(exchange, label, ready);
            }
        }
    }

    /** The function may have been suspended since its route was found. */
    private void run(Exchange exchange, String label, ReadyRoutes.Ready ready) {
        try (var _ = ongoing.begin(ready.route().deployment(), exchange::stop)) {
            router.find(label);
            exchange.run(ready.module());
        }
    }

    private static void accept(Answer answer, String receipt) {
        try {
            answer.sendAccepted(receipt);
        } catch (ClientGoneException e) {
            throw Answer.cut("the client has gone");
        }
    }

    /** A function that calls itself, through others or not, would go on until all are busy. */
    private void requireNoLoop(ServerRequest request, Route route, InvocationId id) {
        var deployment = route.deployment();
        var passed = request.headers().all(CDN_LOOP, List::of);
        if (!passed.isEmpty() && LoopGuard.isLoop(passed, deployment.name().value())) {
            var reason = "The request has come through this function too often: a loop";
            runs.ledger()
                    .log(
                            List.of(
                                    new LogLine(
                                            deployment.function(),
                                            id,
                                            Instant.now(),
                                            LogLevel.ERROR,
                                            LogSource.PLATFORM,
                                            reason)));
            throw new WasmcloudException(ErrorCode.LOOP_DETECTED, reason);
        }
    }

    private static void refuse(ServerRequest request, Answer answer, Problem problem) {
        if (answer.hasBegun()) {
            throw Answer.cut(problem.title());
        }
        var rest = UnreadBody.of(request);
        try {
            if (!rest.isShort()) {
                answer.announceClose();
            }
            answer.send(problem);
        } catch (ClientGoneException e) {
            throw Answer.cut("the client has gone");
        }
        if (!rest.isShort()) {
            rest.linger();
            throw Answer.cut("the rest of the request is not wanted");
        }
    }
}
