package run.wasmcloud.executor.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.store.ActiveDeployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A span of OpenTelemetry; perhaps one that is not sampled, which only passes its ids on. */
record RecordedSpan(Span span) implements RunSpan {
    /** So many host functions are named one by one; what is called less often is summed up. */
    private static final int MOST_HOST_CALLS = 32;

    private static final int SERVER_ERROR = 500;

    RecordedSpan with(AttributeKey<String> key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    RecordedSpan with(AttributeKey<Long> key, int value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public List<CgiHeader> fields() {
        var fields = new ArrayList<CgiHeader>();
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.root().with(span),
                        fields,
                        (to, name, value) -> {
                            if (to != null) {
                                to.add(new CgiHeader(name, value));
                            }
                        });
        return fields;
    }

    @Override
    public boolean replaces(String lowerCaseName) {
        return lowerCaseName.equals(PARENT) || lowerCaseName.equals(STATE);
    }

    @Override
    public void admitted(ActiveDeployment deployment, long waitNanos, long loadNanos) {
        if (span.isRecording()) {
            span.updateName(deployment.name().value());
            span.setAttribute(RunAttributes.FUNCTION, deployment.name().value());
            span.setAttribute(RunAttributes.VERSION, Integer.toString(deployment.number()));
            span.setAttribute(RunAttributes.WAIT, micros(waitNanos));
            span.setAttribute(RunAttributes.LOAD, micros(loadNanos));
        }
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    @Override
    public void ran(Invocation invocation) {
        if (span.isRecording()) {
            var receipt = invocation.receipt();
            span.setAttribute(RunAttributes.EXECUTOR, invocation.executor().toString());
            span.setAttribute(RunAttributes.OUTCOME, receipt.outcome().kind());
            span.setAttribute(RunAttributes.FUEL, receipt.fuel());
            span.setAttribute(RunAttributes.MEMORY, receipt.peakMemoryBytes());
            span.setAttribute(RunAttributes.CPU, micros(receipt.cpuTime().toNanos()));
            span.setAttribute(RunAttributes.BYTES_IN, receipt.bytesIn());
            span.setAttribute(RunAttributes.BYTES_OUT, receipt.bytesOut());
            span.setAttribute(RunAttributes.OUTBOUND, receipt.outboundRequests());
            tellHostCalls(receipt.hostCalls());
            tellFailure(receipt.outcome());
        }
    }

    private void tellHostCalls(Map<String, Long> calls) {
        var sorted =
                calls.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .toList();
        sorted.stream()
                .limit(MOST_HOST_CALLS)
                .forEach(
                        call ->
                                span.setAttribute(
                                        RunAttributes.hostCall(call.getKey()), call.getValue()));
        if (sorted.size() > MOST_HOST_CALLS) {
            span.setAttribute(
                    RunAttributes.OTHER_HOST_CALLS,
                    sum(sorted.subList(MOST_HOST_CALLS, sorted.size())));
        }
        span.setAttribute(RunAttributes.HOST_CALLS, sum(sorted));
    }

    private static long sum(List<Map.Entry<String, Long>> calls) {
        return calls.stream().mapToLong(Map.Entry::getValue).sum();
    }

    /** Only the kind: what a guest did wrong is its owner's to read, in the function's log. */
    private void tellFailure(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed)) {
            span.setAttribute(RunAttributes.ERROR, outcome.kind());
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void end(int status) {
        if (status > 0) {
            span.setAttribute(RunAttributes.STATUS, status);
        }
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    @Override
    public @Nullable TraceId trace() {
        var context = span.getSpanContext();
        return context.isSampled() ? TraceId.parse(context.getTraceId()) : null;
    }
}
