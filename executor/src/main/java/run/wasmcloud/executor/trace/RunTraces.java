package run.wasmcloud.executor.trace;

import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.InvocationId;

import java.util.Locale;

/**
 * Traces of runs: one span a request, which goes on what its client began (W3C Trace Context). Off
 * where there is no OpenTelemetry: then a request costs nothing. Thread-safe.
 */
public final class RunTraces {
    private static final RunTraces NONE = new RunTraces(null);

    private final @Nullable Tracer tracer;

    private RunTraces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Returns no traces. */
    public static RunTraces none() {
        return NONE;
    }

    /** Returns traces that a system is told of; none where it is the one that does nothing. */
    public static RunTraces of(OpenTelemetry telemetry) {
        return telemetry.equals(OpenTelemetry.noop())
                ? NONE
                : new RunTraces(telemetry.getTracer("run.wasmcloud.executor"));
    }

    /**
     * Begins the span of a request.
     *
     * @param request is looked at only when traced
     */
    public RunSpan begin(InvocationId id, ServerRequest request) {
        return tracer == null ? RunSpan.none() : begin(tracer, id, request);
    }

    private static RecordedSpan begin(Tracer tracer, InvocationId id, ServerRequest request) {
        var method = RunAttributes.known(request.prologue().method().text());
        var span = begin(tracer, id, SpanKind.SERVER, method, ClientTrace.of(request.headers()));
        return span.with(RunAttributes.METHOD, method);
    }

    /**
     * Begins the span of an attempt at an asynchronous invocation.
     *
     * @param trigger what caused it
     * @param item the invocation, the same at each attempt
     */
    public RunSpan beginAttempt(InvocationId id, Enum<?> trigger, String item, int attempt) {
        return tracer == null
                ? RunSpan.none()
                : begin(tracer, id, SpanKind.CONSUMER, "attempt", Context.root())
                        .with(RunAttributes.TRIGGER, word(trigger))
                        .with(RunAttributes.ITEM, item)
                        .with(RunAttributes.ATTEMPT, attempt);
    }

    private static String word(Enum<?> trigger) {
        return trigger.name().toLowerCase(Locale.ROOT);
    }

    private static RecordedSpan begin(
            Tracer tracer, InvocationId id, SpanKind kind, String name, Context parent) {
        return new RecordedSpan(
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(kind)
                        .setAttribute(RunAttributes.INVOCATION, id.toString())
                        .startSpan());
    }
}
