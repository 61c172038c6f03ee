package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;

import java.util.List;

/** What a guest wrote when it ran as a program, and what the run was. Immutable. */
public final class Output {
    private final byte[] bytes;
    private final RunTrace trace;

    Output(byte[] bytes, RunTrace trace) {
        this.bytes = bytes;
        this.trace = trace;
    }

    /** Returns what it wrote to standard output. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns that as text in UTF-8. */
    public String text() {
        return new String(bytes, UTF_8);
    }

    /** Returns what it wrote to standard error, as text in UTF-8. */
    public String errors() {
        return trace.errors();
    }

    /** Returns the log as a function's owner finds it on a server, standard error included. */
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
}
