package run.wasmcloud.executor.trace;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The trace that a client says it is in. One that is not valid is none, as the specification wants
 * it; so is state that is longer than all must pass on.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class ClientTrace {
    /** Section 3.3.1.5: at least so much must be passed on. */
    private static final int LONGEST_STATE = 512;

    private static final HeaderName PARENT = HeaderNames.create(RunSpan.PARENT);
    private static final HeaderName STATE = HeaderNames.create(RunSpan.STATE);
    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

    private ClientTrace() {}

    /** Returns the trace as a parent; the root where there is none. */
    static Context of(Headers headers) {
        return FORM.extract(Context.root(), headers, Fields.OF_REQUEST);
    }

    /** Reads the two fields. */
    private enum Fields implements TextMapGetter<Headers> {
        OF_REQUEST;

        @Override
        @SuppressWarnings("deprecation") // Every implementation must have it.
        public Iterable<String> keys(Headers headers) {
            return FORM.fields();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            if (headers == null) {
                return null;
            }
            return name.equals(RunSpan.STATE)
                    ? state(headers.all(STATE, List::of))
                    : parent(headers.all(PARENT, List::of));
        }

        private static @Nullable String parent(List<String> values) {
            return values.size() == 1 ? values.getFirst() : null;
        }

        private static @Nullable String state(List<String> values) {
            var all = String.join(",", values);
            return all.isEmpty() || all.length() > LONGEST_STATE ? null : all;
        }
    }
}
