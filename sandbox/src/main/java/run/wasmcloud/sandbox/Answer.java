package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;

import java.util.List;
import java.util.Optional;

/** What a function answered to a request, and what the run was. Immutable. */
public final class Answer {
    private static final int NOTHING_SENT = 0;

    private final Optional<CgiResponse.Head> head;
    private final byte[] body;
    private final RunTrace trace;

    Answer(Optional<CgiResponse.Head> head, byte[] body, RunTrace trace) {
        this.head = head;
        this.body = body;
        this.trace = trace;
    }

    /**
     * Returns the status that a caller of a server sees first: the function's own, or what the
     * server answers when the run failed before its headers (502, 504).
     */
    public int status() {
        return head.map(CgiResponse.Head::status)
                .or(() -> FailureCode.of(outcome()).map(ErrorCode::status))
                .orElse(NOTHING_SENT);
    }

    /** Returns the function's headers, in its order. */
    public List<CgiHeader> headers() {
        return head.map(CgiResponse.Head::headers).orElse(List.of());
    }

    /** Returns the first value of a header, whose name may be in any case. */
    public Optional<String> header(String name) {
        return headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(CgiHeader::value)
                .findFirst();
    }

    /** Returns the body; of a run that failed, what there was of it. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the body as text in UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** Returns what the function wrote to standard error, as text in UTF-8. */
    public String errors() {
        return trace.errors();
    }

    /** Returns the function's log as its owner finds it on a server, standard error included. */
    public List<RunLog.Line> log() {
        return trace.log();
    }

    /** Returns how the run ended. */
    public Outcome outcome() {
        return trace.receipt().outcome();
    }

    /** Returns the account of the run. */
    public Receipt receipt() {
        return trace.receipt();
    }

    @Override
    public String toString() {
        return status() + " " + outcome();
    }
}
