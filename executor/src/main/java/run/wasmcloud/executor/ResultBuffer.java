package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiBodyLength;
import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.cgi.CgiResponseParser;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.store.QueueResult;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Keeps the response of a run for which nobody waits: its head, and the beginning of its body.
 * First used by the guest's thread, then by the one that waited for it.
 */
final class ResultBuffer implements GuestOutput {
    private final CgiResponseParser parser;
    private final long outputBytes;
    private final long mostKept;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private CgiResponse.@Nullable Head head;
    private @Nullable CgiBodyLength body;

    /**
     * Makes a buffer.
     *
     * @param outputBytes the longest body
     * @param mostKept how much of the body is kept, in bytes
     */
    ResultBuffer(CgiResponseLimits limits, long outputBytes, long mostKept) {
        this.parser = new CgiResponseParser(limits, false);
        this.outputBytes = outputBytes;
        this.mostKept = mostKept;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline) {
        var from = offset;
        if (body == null) {
            takeHead(parser.accept(source, offset, length));
            from = parser.bodyOffset();
        }
        if (body != null) {
            takeBody(body, source, from, offset + length - from);
        }
    }

    private void takeHead(CgiResponse parsed) {
        switch (parsed) {
            case CgiResponse.Incomplete _ -> {}
            case CgiResponse.Bad bad -> throw new RunEnded(new Outcome.BadResponse(bad.reason()));
            case CgiResponse.Head complete -> {
                head = complete;
                body = new CgiBodyLength(complete);
            }
        }
    }

    private void takeBody(CgiBodyLength counted, byte[] source, int offset, int length) {
        if (counted.written() + length > outputBytes) {
            throw new RunEnded(new Outcome.LimitReached(RunLimit.OUTPUT));
        }
        counted.add(length)
                .ifPresent(
                        bad -> {
                            throw new RunEnded(new Outcome.BadResponse(bad.reason()));
                        });
        kept.write(source, offset, (int) Math.min(length, mostKept - kept.size()));
    }

    /** Returns what is wrong with a response that has come to its end; empty when it is valid. */
    Optional<String> complaint() {
        if (body == null) {
            return Optional.of(
                    parser.end() instanceof CgiResponse.Bad bad ? bad.reason() : "no response");
        }
        return body.end().map(CgiResponse.Bad::reason);
    }

    /** Returns the response's status; 0 when there was none. */
    int status() {
        return head == null ? 0 : head.status();
    }

    /** Returns the response; empty when there was none. */
    Optional<QueueResult> result() {
        return head == null || body == null
                ? Optional.empty()
                : Optional.of(
                        new QueueResult(
                                head.status(), type(head), kept.toByteArray(), body.written()));
    }

    private static @Nullable String type(CgiResponse.Head head) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(CgiHeader::value)
                .findFirst()
                .orElse(null);
    }
}
