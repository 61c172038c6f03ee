package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.sandbox.CgiOutput;
import run.wasmcloud.store.QueueResult;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the response of a run for which nobody waits: its head, and the beginning of its body.
 * First used by the guest's thread, then by the one that waited for it.
 */
final class ResultBuffer implements GuestOutput, CgiOutput.Receiver {
    private final CgiOutput output;
    private final long mostKept;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private CgiResponse.@Nullable Head head;

    /**
     * Makes a buffer.
     *
     * @param outputBytes the longest body
     * @param mostKept how much of the body is kept, in bytes
     */
    ResultBuffer(CgiResponseLimits limits, long outputBytes, long mostKept) {
        this.output = new CgiOutput(limits, false, outputBytes, this);
        this.mostKept = mostKept;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline) throws IOException {
        output.write(source, offset, length, deadline);
    }

    @Override
    public void head(CgiResponse.Head complete) {
        head = complete;
    }

    @Override
    public void body(byte[] source, int offset, int length, Deadline deadline) {
        kept.write(source, offset, (int) Math.min(length, mostKept - kept.size()));
    }

    /** Returns how a run ended: without a valid response it has not ended well. */
    Outcome checked(Outcome outcome) {
        return output.checked(outcome);
    }

    /** Returns the response's status; 0 when there was none. */
    int status() {
        return head == null ? 0 : head.status();
    }

    /** Returns the response; empty when there was none. */
    Optional<QueueResult> result() {
        return head == null
                ? Optional.empty()
                : Optional.of(
                        new QueueResult(
                                head.status(),
                                type(head),
                                kept.toByteArray(),
                                output.bodyWritten()));
    }

    private static @Nullable String type(CgiResponse.Head head) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(CgiHeader::value)
                .findFirst()
                .orElse(null);
    }
}
