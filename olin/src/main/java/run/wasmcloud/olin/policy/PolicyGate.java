package run.wasmcloud.olin.policy;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Run;
import run.wasmcloud.runtime.RunEnded;

/** Holds one run to a policy. Used by the guest's thread only. */
public final class PolicyGate {
    private final Run run;
    private final Policy policy;

    /** Makes the gate of a run. */
    public PolicyGate(Run run, Policy policy) {
        this.run = run;
        this.policy = policy;
    }

    /**
     * Lets a URL pass.
     *
     * @param url in its normal form
     * @throws RunEnded when the policy forbids it; the function's log then says so
     */
    public void require(String url) {
        var verdict = policy.check(url);
        if (!verdict.allowed()) {
            var reason =
                    "vibe check failed: URL forbidden by policy: %s (%s)"
                            .formatted(url, verdict.reason());
            run.log(LogLevel.ERROR, reason);
            throw new RunEnded(new Outcome.Denied(reason));
        }
    }
}
