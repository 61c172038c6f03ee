package run.wasmcloud.app;

import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;

import java.io.IOException;

/**
 * What the operator lets functions reach.
 *
 * @param policy of functions that have none of their own
 * @param outbound where they may send requests to, and how
 */
record GuestAccess(PolicyFile policy, OutboundSettings outbound) {
    /**
     * Reads what was chosen.
     *
     * @throws run.wasmcloud.cli.CommandFailure when the policy file is not valid
     */
    static GuestAccess of(UpOptions options) throws IOException {
        return new GuestAccess(
                policy(options),
                OutboundSettings.defaults().withAllowedNetworks(options.allowedNetworks()));
    }

    private static PolicyFile policy(UpOptions options) throws IOException {
        return options.policy().isPresent()
                ? PolicyFile.read(options.policy().get())
                : new PolicyFile(Policy.standardText(), Policy.standard());
    }
}
