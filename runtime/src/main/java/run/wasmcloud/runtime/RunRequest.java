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
 */
public record RunRequest(
        RunLimits limits,
        GuestStrings arguments,
        GuestStrings environment,
        GuestInput stdin,
        GuestOutput stdout,
        GuestOutput stderr,
        GuestClock clock,
        GuestRandom random) {}
