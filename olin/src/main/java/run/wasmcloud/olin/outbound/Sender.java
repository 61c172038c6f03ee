package run.wasmcloud.olin.outbound;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.olin.policy.PolicyGate;
import run.wasmcloud.runtime.Run;
import run.wasmcloud.runtime.RunEnded;

import java.util.function.Supplier;

/** A run as far as it sends requests. Used by the guest's thread only. */
public final class Sender {
    private final Run run;
    private final String function;
    private final String owner;
    private final PolicyGate gate;
    private final String cdnLoop;
    private final Supplier<TraceFields> trace;
    private long collectedBytes;

    /**
     * Makes the sender of a run.
     *
     * @param function the function's name, a token
     * @param owner whose functions share a part of what the node has
     * @param cdnLoop the value of {@code CDN-Loop} in the request that the run answers; empty for
     *     none
     * @param trace the trace that the run is in; asked when a request is sent
     */
    public Sender(
            Run run,
            String function,
            String owner,
            PolicyGate gate,
            String cdnLoop,
            Supplier<TraceFields> trace) {
        this.run = run;
        this.function = function;
        this.owner = owner;
        this.gate = gate;
        this.cdnLoop = cdnLoop;
        this.trace = trace;
    }

    Run run() {
        return run;
    }

    String function() {
        return function;
    }

    String owner() {
        return owner;
    }

    String cdnLoop() {
        return cdnLoop;
    }

    TraceFields trace() {
        return trace.get();
    }

    OutboundLimits limits() {
        return run.request().limits().outbound();
    }

    /**
     * Counts bytes of requests that are kept for the run.
     *
     * @throws RequestException when they are too many together
     */
    void collect(long bytes, long most) throws RequestException {
        if (collectedBytes + bytes > most) {
            throw new RequestException(
                    "the requests of a run are longer than %d bytes together, which is the limit"
                            .formatted(most));
        }
        collectedBytes += bytes;
    }

    /** Counts bytes of requests that are kept no more. */
    void giveBack(long bytes) {
        collectedBytes -= bytes;
    }

    /**
     * Lets a request pass, and counts it.
     *
     * @throws RunEnded when the policy forbids it, it goes round in circles, or there were too many
     */
    void admit(Target target) {
        gate.require(target.url());
        if (LoopGuard.isLoop(cdnLoop, function)) {
            throw end(
                    new Outcome.Denied(
                            "the request that is answered has come through here too often"),
                    "loop: the request that is answered has come through this function too often");
        }
        if (run.outboundRequests() >= limits().requests()) {
            throw end(
                    new Outcome.LimitReached(RunLimit.OUTBOUND),
                    "the run has sent %d requests, which is the limit"
                            .formatted(limits().requests()));
        }
        run.countOutboundRequest();
    }

    /** Ends the run, with the reason in the function's log. */
    RunEnded end(Outcome outcome, String reason) {
        run.log(LogLevel.ERROR, reason);
        return new RunEnded(outcome);
    }
}
