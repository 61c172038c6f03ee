package run.wasmcloud.app;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.olin.outbound.Network;
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
     * @throws CommandFailure when a value is not valid
     */
    static GuestAccess of(UpOptions options) throws IOException {
        var networks = options.allowedNetworks().stream().map(GuestAccess::network).toList();
        return new GuestAccess(
                policy(options), OutboundSettings.defaults().withAllowedNetworks(networks));
    }

    private static PolicyFile policy(UpOptions options) throws IOException {
        return options.policy().isPresent()
                ? PolicyFile.read(options.policy().get())
                : new PolicyFile(Policy.standardText(), Policy.standard());
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--allow-network " + text + " is no network",
                    String.valueOf(e.getMessage()),
                    null);
        }
    }
}
