package run.wasmcloud.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One span for each request of the API, which goes on what its client began (W3C Trace Context).
 * The path itself is not told, only the pattern that it matched: names are their owners'.
 * Thread-safe.
 */
record ApiTraces(Tracer tracer) implements Filter {
    private static final AttributeKey<String> METHOD =
            AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REQUEST =
            AttributeKey.stringKey("wasmcloud.request_id");
    private static final int SERVER_ERROR = 500;

    static ApiTraces of(OpenTelemetry telemetry) {
        return new ApiTraces(telemetry.getTracer("run.wasmcloud.api"));
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var method = ApiMeters.method(request);
        var span =
                tracer.spanBuilder(method)
                        .setParent(parent(request.headers()))
                        .setSpanKind(SpanKind.SERVER)
                        .setAttribute(METHOD, method)
                        .startSpan();
        try {
            chain.proceed();
        } finally {
            end(span, method, request, response);
        }
    }

    /** One that is not valid is none, as the specification wants it. */
    private static Context parent(Headers headers) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), headers, Fields.OF_REQUEST);
    }

    private static void end(
            Span span, String method, RoutingRequest request, RoutingResponse response) {
        var route = ApiMeters.route(request);
        var status = response.status().code();
        span.updateName(method + " " + route);
        span.setAttribute(ROUTE, route);
        span.setAttribute(STATUS, status);
        response.headers()
                .first(HeaderNames.create(ApiProblems.REQUEST_ID))
                .ifPresent(id -> span.setAttribute(REQUEST, id));
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Reads what a client says of its trace. */
    private enum Fields implements TextMapGetter<Headers> {
        OF_REQUEST;

        /** W3C Trace Context, section 3.3.1.5: at least so much of the state must be passed on. */
        private static final int LONGEST = 512;

        @Override
        @SuppressWarnings("deprecation") // Every implementation must have it.
        public Iterable<String> keys(Headers headers) {
            return W3CTraceContextPropagator.getInstance().fields();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            var values =
                    headers == null
                            ? List.<String>of()
                            : headers.all(HeaderNames.create(name), List::of);
            var isOne = values.size() == 1 && values.getFirst().length() <= LONGEST;
            return isOne ? values.getFirst() : null;
        }
    }
}
