package run.wasmcloud.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import run.wasmcloud.api.Routes.Route;
import run.wasmcloud.model.Blame;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.TooManyRequestsException;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Actor;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.TokenChecker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Leads requests to their routes: knows the caller, writes the answer, says as a problem what went
 * wrong.
 */
final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final Set<ErrorCode> RETRIED =
            Set.of(ErrorCode.UNAVAILABLE, ErrorCode.TOO_MANY_REQUESTS, ErrorCode.REQUEST_UNDER_WAY);

    private final Set<String> hostNames;
    private final TokenChecker tokens;
    private final Json json;
    private final ApiProblems problems;
    private final Idempotency idempotency;
    private final RequestRates rates;
    private final TrustedProxies proxies;

    Dispatcher(
            Set<String> hostNames,
            TokenChecker tokens,
            Json json,
            ApiProblems problems,
            Idempotency idempotency,
            RequestRates rates,
            TrustedProxies proxies) {
        this.hostNames = hostNames;
        this.tokens = tokens;
        this.json = json;
        this.problems = problems;
        this.idempotency = idempotency;
        this.rates = rates;
        this.proxies = proxies;
    }

    /**
     * Returns the server's routing: each route, 405 for other methods on their paths, 404 for the
     * rest.
     */
    HttpRouting.Builder routing(Routes routes) {
        var routing = HttpRouting.builder();
        for (var route : routes.all()) {
            routing.route(Method.create(route.method()), route.path(), handler(route));
        }
        var methods =
                routes.all().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Route::path,
                                        Collectors.mapping(
                                                Route::method, Collectors.joining(", "))));
        methods.forEach(
                (path, allowed) ->
                        routing.any(
                                path,
                                guarded(
                                        (_, response) -> {
                                            response.header(
                                                    HeaderValues.create(
                                                            HeaderNames.ALLOW, allowed));
                                            throw new WasmcloudException(
                                                    ErrorCode.METHOD_NOT_ALLOWED,
                                                    "this path has no such method (expected: %s)"
                                                            .formatted(allowed));
                                        })));
        return routing.any(
                guarded(
                        (_, _) -> {
                            throw ApiRequest.notFound("path");
                        }));
    }

    private Handler handler(Route route) {
        return guarded(
                (request, response) ->
                        write(
                                serve(route, new ApiRequest(request, json, proxies), response),
                                request,
                                response));
    }

    private Object serve(Route route, ApiRequest request, ServerResponse response) {
        return switch (route.endpoint()) {
            case Endpoint.Open open -> {
                if (!isProbe(route)) {
                    tell(rates.countVisitor(request.address()), response);
                }
                yield open.body().apply(request);
            }
            case Endpoint.SignedIn signedIn -> serve(signedIn, request, response);
        };
    }

    /** Whoever watches the server asks as often as it likes. */
    private static boolean isProbe(Route route) {
        return route.path().equals("/healthz") || route.path().equals("/readyz");
    }

    private Object serve(Endpoint.SignedIn endpoint, ApiRequest request, ServerResponse response) {
        var caller = caller(request);
        tell(
                rates.count(
                        caller.user().id(),
                        caller.user().plan(),
                        caller.limits().apiRequestsAMinute()),
                response);
        requireScope(caller, endpoint.scope());
        requireRole(caller, endpoint.role());
        requireFunction(caller, request);
        return Actor.present()
                .as(caller)
                .call(
                        () ->
                                idempotency.once(
                                        caller,
                                        request,
                                        () -> endpoint.body().apply(caller, request)));
    }

    /** After draft-ietf-httpapi-ratelimit-headers. */
    private static void tell(RequestRates.Allowance allowance, ServerResponse response) {
        response.header("RateLimit-Policy", "\"minute\";q=%d;w=60".formatted(allowance.most()));
        response.header(
                "RateLimit",
                "\"minute\";r=%d;t=%d".formatted(allowance.remaining(), allowance.resetSeconds()));
    }

    /** Whoever shows no valid token is a visitor, also where visitors are not let in. */
    private Caller caller(ApiRequest request) {
        try {
            return tokens.check(request.bearerToken().orElseThrow(Dispatcher::noToken));
        } catch (WasmcloudException e) {
            rates.countVisitor(request.address());
            throw e;
        }
    }

    private static WasmcloudException noToken() {
        return new WasmcloudException(
                ErrorCode.NOT_SIGNED_IN,
                "The request has no token (expected: Authorization: Bearer TOKEN)");
    }

    private static void requireScope(Caller caller, TokenScope scope) {
        if (!caller.scope().includes(scope)) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "The token has the scope %s (expected: %s)"
                            .formatted(Json.word(caller.scope()), Json.word(scope)));
        }
    }

    /**
     * A token for one function opens the routes below that function, its receipts, and who is
     * asking. Which others there are, it does not tell.
     */
    private static void requireFunction(Caller caller, ApiRequest request) {
        caller.function()
                .filter(function -> !request.isBelow(function))
                .ifPresent(
                        function -> {
                            if (request.isBelowAnyFunction()) {
                                throw ApiRequest.notFound("function");
                            }
                            throw new WasmcloudException(
                                    ErrorCode.NOT_ALLOWED,
                                    "The token is for the function %s only".formatted(function));
                        });
    }

    private static void requireRole(Caller caller, Role role) {
        if (!caller.user().role().includes(role)) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "The account has the role %s (expected: %s)"
                            .formatted(Json.word(caller.user().role()), Json.word(role)));
        }
    }

    @FunctionalInterface
    private interface Exchange {
        void handle(ServerRequest request, ServerResponse response) throws Exception;
    }

    /**
     * Gives each request an id, refuses host names that are not ours, and turns what is thrown into
     * a problem.
     */
    private Handler guarded(Exchange exchange) {
        return (request, response) -> {
            var id = UuidV7.next();
            response.header(ApiProblems.REQUEST_ID, id.toString());
            try {
                requireKnownHost(request);
                Actor.visitor(address(request), id)
                        .call(
                                () -> {
                                    exchange.handle(request, response);
                                    return null;
                                });
            } catch (WasmcloudException e) {
                refuse(request, response, e, id);
            } catch (CloseConnectionException e) {
                throw e;
            } catch (RequestException e) {
                refuse(request, response, ApiProblems.error(e.status(), e.getMessage()), id);
            } catch (Exception e) {
                LOG.log(Level.ERROR, "request " + id + " failed", e);
                var hidden =
                        new WasmcloudException(
                                ErrorCode.INTERNAL,
                                "Something went wrong on our side; the operator finds it by the"
                                        + " instance's id");
                refuse(request, response, hidden, id);
            }
        };
    }

    private String address(ServerRequest request) {
        return ApiRequest.address(request, proxies).getHostAddress();
    }

    private void requireKnownHost(ServerRequest request) {
        if (!hostNames.contains(HostedSites.hostName(request.authority()))) {
            throw new WasmcloudException(
                    ErrorCode.NOT_FOUND, "This server does not answer for this host name");
        }
    }

    private void refuse(
            ServerRequest request, ServerResponse response, WasmcloudException e, UUID id) {
        if (e.code().blame() == Blame.PLATFORM || e.code().blame() == Blame.CAPACITY) {
            LOG.log(Level.WARNING, "request " + id + ": " + e.detail(), e.getCause());
        }
        if (e.code().status() == 401) {
            response.header("WWW-Authenticate", "Bearer realm=\"wasmcloud\"");
        }
        if (RETRIED.contains(e.code())) {
            response.header("Retry-After", String.valueOf(retryAfterSeconds(e)));
        }
        closeUnlessRead(request, response);
        response.status(Status.create(e.code().status()))
                .header(HeaderNames.CONTENT_TYPE, ApiProblems.MEDIA_TYPE)
                .send(json.write(problems.of(e, id)));
    }

    private static long retryAfterSeconds(WasmcloudException e) {
        return e instanceof TooManyRequestsException often ? often.retryAfter().toSeconds() : 1;
    }

    /**
     * Ends the connection after the answer when the body was not read: the HTTP server would read
     * it to its end first, and keep a chunk of any length in memory.
     */
    private static void closeUnlessRead(ServerRequest request, ServerResponse response) {
        if (request.content().hasEntity() && !request.content().consumed()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private void write(Object value, ServerRequest request, ServerResponse response) {
        closeUnlessRead(request, response);
        var answer = Answer.of(value);
        response.status(Status.create(answer.status()));
        answer.headers().forEach(response::header);
        if (answer.body() == null) {
            response.send();
            return;
        }
        if (answer.body() instanceof RawJson raw) {
            response.header(HeaderNames.CONTENT_TYPE, raw.mediaType()).send(raw.bytes());
            return;
        }
        if (answer.body() instanceof Streamed streamed) {
            stream(streamed, response);
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(json.write(answer.body()));
    }

    /** What fails after the beginning cuts the connection: a document that ends well is whole. */
    private static void stream(Streamed streamed, ServerResponse response) {
        streamed.headers().forEach(response::header);
        try {
            // Not closed when writing fails: that would be a proper end.
            var stream = response.outputStream();
            streamed.body().write(stream);
            stream.close();
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            throw new CloseConnectionException("the client went away before the document's end", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a document was cut", e);
            throw new CloseConnectionException("the document could not be written to its end", e);
        }
    }
}
