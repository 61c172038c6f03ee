package run.wasmcloud.wasmtime;

/**
 * Refuses settings that contradict each other. The C API cannot refuse them: it ends the process.
 */
final class EngineConfigCheck {
    private EngineConfigCheck() {}

    static void check(EngineConfig config) {
        requires(config, Proposal.RELAXED_SIMD, Proposal.SIMD);
        requires(config, Proposal.FUNCTION_REFERENCES, Proposal.REFERENCE_TYPES);
        requires(config, Proposal.GC, Proposal.FUNCTION_REFERENCES);
    }

    private static void requires(EngineConfig config, Proposal proposal, Proposal needed) {
        if (config.settings().isOn(proposal.setting()) && config.isOff(needed)) {
            throw new IllegalArgumentException(
                    proposal
                            + " is on and "
                            + needed
                            + " is off (expected: both on, or the first off)");
        }
    }
}
