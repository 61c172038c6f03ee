package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.RunEnded;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps in memory what a run writes. First used by the guest's thread, then by the one that waited
 * for it.
 */
final class Collector implements CgiOutput.Receiver {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<RunLog.Line> lines = new ArrayList<>();
    private final RunLimits limits;
    private final RunLog log;
    private Optional<CgiResponse.Head> head = Optional.empty();

    Collector(RunLimits limits) {
        this.limits = limits;
        this.log = new RunLog(limits, lines::addAll);
    }

    /** Returns the streams of a run whose standard output somebody else takes. */
    GuestStreams streams(byte[] input, GuestOutput stdout) {
        return new GuestStreams(GuestInput.of(input), stdout, this::error, log);
    }

    /** Returns the streams of a run whose standard output is kept as it is. */
    GuestStreams streams(byte[] input) {
        return streams(input, this::output);
    }

    private void output(byte[] source, int offset, int length, Deadline deadline) {
        if (output.size() + (long) length > limits.outputBytes()) {
            throw new RunEnded(new Outcome.LimitReached(RunLimit.OUTPUT));
        }
        output.write(source, offset, length);
    }

    /** Standard error is part of the log, whose bound holds for what is kept of it. */
    private void error(byte[] source, int offset, int length, Deadline deadline) {
        var room = limits.logBytes() - errors.size();
        errors.write(source, offset, (int) Math.min(length, room));
        log.write(source, offset, length, deadline);
    }

    @Override
    public void head(CgiResponse.Head complete) {
        head = Optional.of(complete);
    }

    @Override
    public void body(byte[] source, int offset, int length, Deadline deadline) {
        if (head.map(CgiResponse.Head::sendsBody).orElse(false)) {
            output.write(source, offset, length);
        }
    }

    Answer answer(Receipt receipt) {
        return new Answer(head, output.toByteArray(), trace(receipt));
    }

    Output output(Receipt receipt) {
        return new Output(output.toByteArray(), trace(receipt));
    }

    private RunTrace trace(Receipt receipt) {
        log.end();
        return new RunTrace(receipt, errors.toString(UTF_8), lines);
    }
}
