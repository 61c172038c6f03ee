package run.wasmcloud.sandbox;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiBodyLength;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.cgi.CgiResponseParser;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.RunEnded;

import java.io.IOException;
import java.util.Optional;

/**
 * Standard output that is read as a CGI response while it is written; one that is none, or longer
 * than allowed, ends the run. First used by the guest's thread, then by the one that waited for it.
 */
public final class CgiOutput implements GuestOutput {
    private final CgiResponseParser parser;
    private final long outputBytes;
    private final Receiver receiver;
    private @Nullable CgiBodyLength body;

    /** Who gets the response. Called on the guest's thread. */
    public interface Receiver {
        /** Takes the head; comes once, before the body. */
        void head(CgiResponse.Head head) throws IOException;

        /** Takes some of the body, also of one that the head says is not sent. */
        void body(byte[] source, int offset, int length, Deadline deadline) throws IOException;
    }

    /**
     * Makes an output for one response.
     *
     * @param headRequest whether the request's method is HEAD
     * @param outputBytes the longest body
     */
    public CgiOutput(
            CgiResponseLimits limits, boolean headRequest, long outputBytes, Receiver receiver) {
        this.parser = new CgiResponseParser(limits, headRequest);
        this.outputBytes = outputBytes;
        this.receiver = receiver;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline) throws IOException {
        var from = offset;
        if (body == null) {
            takeHead(parser.accept(source, offset, length));
            from = parser.bodyOffset();
        }
        if (body != null) {
            takeBody(body, source, from, offset + length - from, deadline);
        }
    }

    private void takeHead(CgiResponse parsed) throws IOException {
        switch (parsed) {
            case CgiResponse.Incomplete _ -> {}
            case CgiResponse.Bad bad -> throw ended(bad);
            case CgiResponse.Head head -> {
                body = new CgiBodyLength(head);
                receiver.head(head);
            }
        }
    }

    private void takeBody(
            CgiBodyLength counted, byte[] source, int offset, int length, Deadline deadline)
            throws IOException {
        if (counted.written() + length > outputBytes) {
            throw new RunEnded(new Outcome.LimitReached(RunLimit.OUTPUT));
        }
        var tooLong = counted.add(length);
        if (tooLong.isPresent()) {
            throw ended(tooLong.get());
        }
        receiver.body(source, offset, length, deadline);
    }

    private static RunEnded ended(CgiResponse.Bad bad) {
        return new RunEnded(new Outcome.BadResponse(bad.reason()));
    }

    /** Tells whether the head has come. */
    public boolean hasBegun() {
        return body != null;
    }

    /**
     * Returns what is wrong with a response that has come to its end; empty when it is valid. To be
     * called after the guest's end.
     */
    public Optional<String> complaint() {
        return body == null
                ? Optional.of(reason(parser.end()))
                : body.end().map(CgiResponse.Bad::reason);
    }

    private static String reason(CgiResponse response) {
        return response instanceof CgiResponse.Bad bad ? bad.reason() : "no response";
    }

    /**
     * Returns how a run ended that ended so for the sandbox: an exit without error is a success
     * only with a valid response. To be called after the guest's end.
     */
    public Outcome checked(Outcome outcome) {
        return outcome instanceof Outcome.Completed
                ? complaint().<Outcome>map(Outcome.BadResponse::new).orElse(outcome)
                : outcome;
    }

    /** Returns how long the body was that the guest wrote, in bytes. To be called after its end. */
    public long bodyWritten() {
        return body == null ? 0 : body.written();
    }
}
