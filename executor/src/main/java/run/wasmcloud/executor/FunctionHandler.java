package run.wasmcloud.executor;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import run.wasmcloud.executor.edge.AccessEntry;
import run.wasmcloud.executor.edge.AccessLog;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;
import run.wasmcloud.olin.outbound.LoopGuard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves every request: finds the function, lets it run, answers. Thread-safe. */
final class FunctionHandler implements Handler {
    private static final Logger LOG = System.getLogger(FunctionHandler.class.getName());

    private static final HeaderName CDN_LOOP = HeaderNames.create(LoopGuard.FIELD);

    /** What is the same for all requests before their functions are known. */
    record Edge(TrustedProxies proxies, AccessLog log) {}

    private final Edge edge;
    private final HostNames hostNames;
    private final Router router;
    private final CallerCheck callers;
    private final Admission admission;
    private final ModuleCache modules;
    private final OngoingRuns ongoing;
    private final AsynchronousCalls asynchronous;
    private final Exchange.Runs runs;

    FunctionHandler(
            Edge edge,
            HostNames hostNames,
            Router router,
            CallerCheck callers,
            Admission admission,
            ModuleCache modules,
            OngoingRuns ongoing,
            AsynchronousCalls asynchronous,
            Exchange.Runs runs) {
        this.edge = edge;
        this.hostNames = hostNames;
        this.router = router;
        this.callers = callers;
        this.admission = admission;
        this.modules = modules;
        this.ongoing = ongoing;
        this.asynchronous = asynchronous;
        this.runs = runs;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var id = InvocationId.create();
        var head = request.prologue().method().text().equals("HEAD");
        var began = System.nanoTime();
        var answer = new Answer(response, id, head);
        try {
            serve(request, answer, id);
        } finally {
            edge.log().add(() -> entry(request, response, answer, id, began));
        }
        if (CgiRequests.isHttp1(request)
                && request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw Answer.cut("the client asked for it");
        }
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

    private void serve(ServerRequest request, Answer answer, InvocationId id) {
        try {
            run(request, answer, id);
        } catch (WasmcloudException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                LOG.log(Level.ERROR, "request " + id + " failed", e);
            }
            e.retryAt().ifPresent(answer::retryAt);
            refuse(request, answer, runs.problems().of(e, id));
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request " + id + " failed by the platform's fault", e);
            refuse(request, answer, runs.problems().internal(id));
        }
    }

    private void run(ServerRequest request, Answer answer, InvocationId id) {
        var origin = Origin.of(request, edge.proxies());
        var place = hostNames.find(origin.authority(), CgiRequests.rawPath(request));
        var route = router.find(place.label());
        callers.require(route.deployment(), request, place);
        requireNoLoop(request, route, id);
        if (AsynchronousCalls.isOne(request)) {
            accept(answer, asynchronous.take(request, place, route.deployment(), id));
            return;
        }
        runs.ledger().requireRoom();
        var limits = route.deployment().planLimits();
        var cgi = CgiRequests.of(request, origin, id, place.scriptName(), limits.headers());
        if (cgi.contentLength() > limits.requestBodyBytes()) {
            throw Exchange.bodyTooLarge(route);
        }
        // A module that takes time to load must not take the place of a run meanwhile.
        try (var ready = ready(place.label(), route);
                var _ = admission.enter(ready.route().deployment())) {
            run(new Exchange(runs, ready.route(), cgi, request, answer), place.label(), ready);
        }
    }

    /** The function may have been suspended since its route was found. */
    private void run(Exchange exchange, String label, Ready ready) {
        try (var _ = ongoing.begin(ready.route().deployment(), exchange::stop)) {
            router.find(label);
            exchange.run(ready.lease().module());
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

    /** A route with its module in memory. */
    private record Ready(Route route, SharedModule.Lease lease) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }

    /** Until a new deployment's module is compiled, requests go where they went before. */
    private Ready ready(String label, Route route) {
        return ready(route)
                .or(() -> router.earlier(label, route).flatMap(this::ready))
                .orElseGet(() -> new Ready(route, modules.lease(route.deployment().module())));
    }

    private Optional<Ready> ready(Route route) {
        return modules.leaseIfKept(route.deployment().module())
                .map(lease -> new Ready(route, lease));
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
