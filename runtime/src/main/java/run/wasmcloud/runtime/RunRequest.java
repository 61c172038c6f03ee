package run.wasmcloud.runtime;

import run.wasmcloud.model.RunLimits;

/**
 * What a run gets.
 *
 * @param limits its bounds
 * @param arguments the program's name first
 * @param environment {@code KEY=value} each
 * @param stdin used by the guest's thread only
 * @param stdout used by the guest's thread only
 * @param stderr used by the guest's thread only
 * @param clock the time that it sees
 * @param random the randomness that it sees
 * @param log the function's log, as far as host functions write to it
 * @param grants what single libraries are given for the run
 */
public record RunRequest(
        RunLimits limits,
        GuestStrings arguments,
        GuestStrings environment,
        GuestInput stdin,
        GuestOutput stdout,
        GuestOutput stderr,
        GuestClock clock,
        GuestRandom random,
        GuestLog log,
        Grants grants) {
    /** A run whose log is not kept and whose libraries are given nothing. */
    public RunRequest(
            RunLimits limits,
            GuestStrings arguments,
            GuestStrings environment,
            GuestInput stdin,
            GuestOutput stdout,
            GuestOutput stderr,
            GuestClock clock,
            GuestRandom random) {
        this(
                limits,
                arguments,
                environment,
                stdin,
                stdout,
                stderr,
                clock,
                random,
                GuestLog.discarding(),
                Grants.none());
    }
}
