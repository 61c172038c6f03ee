package run.wasmcloud.executor.trace;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.store.ActiveDeployment;

import java.util.List;

/** What one request tells of itself. Used by one thread at a time. */
public sealed interface RunSpan permits RecordedSpan, NoSpan {
    /** The header, in lower case, that names a trace and a span. */
    String PARENT = "traceparent";

    /** The header, in lower case, with what systems of traces keep for themselves. */
    String STATE = "tracestate";

    /** Returns a span that nobody is told of. */
    static RunSpan none() {
        return NoSpan.NONE;
    }

    /**
     * Returns what the guest and its outbound requests get in place of the client's {@link #PARENT}
     * and {@link #STATE}; nothing where the client's are passed on.
     */
    List<CgiHeader> fields();

    /** Tells whether a header of the client's is replaced. */
    boolean replaces(String lowerCaseName);

    /** The function is known, and how long the request has waited for its turn. */
    void admitted(ActiveDeployment deployment, long waitNanos, long loadNanos);

    /** Returns the moment, in nanoseconds; 0 when nobody is told. */
    long now();

    /** The run has ended. */
    void ran(Invocation invocation);

    /**
     * Ends the span.
     *
     * @param status what was answered; 0 when nothing was
     */
    void end(int status);

    /** Returns the trace for the run's receipt; null when nobody keeps it. */
    @Nullable TraceId trace();
}
