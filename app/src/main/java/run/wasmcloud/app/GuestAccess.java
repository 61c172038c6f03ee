package run.wasmcloud.app;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;

import java.io.IOException;

/**
 * What the operator lets functions have.
 *
 * @param guests how many of their runs may go on at once
 * @param policy of functions that have none of their own
 * @param outbound where they may send requests to, and how
 * @param abuseContact whom callers of a suspended one may ask
 */
record GuestAccess(int guests, PolicyFile policy, OutboundSettings outbound, String abuseContact) {
    /** Each takes 4 GiB of address space, of which a process has 128 TiB. */
    private static final int MOST_GUESTS = 25_000;

    private static final int LONGEST_CONTACT = 200;

    /**
     * Reads what was chosen.
     *
     * @throws CommandFailure when the number or the policy file is not valid
     */
    static GuestAccess of(UpOptions options) throws IOException {
        return new GuestAccess(
                guests(options),
                policy(options),
                OutboundSettings.defaults().withAllowedNetworks(options.allowedNetworks()),
                contact(options));
    }

    private static int guests(UpOptions options) {
        if (options.guests() < 1 || options.guests() > MOST_GUESTS) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--guests %d is too few or too many".formatted(options.guests()),
                    "It is how many functions run at once (expected: 1 to %d)."
                            .formatted(MOST_GUESTS),
                    "Leave it out for 1,000: wasmcloud up");
        }
        return options.guests();
    }

    private static String contact(UpOptions options) {
        var contact = options.abuseContact();
        if (contact.isBlank()
                || contact.length() > LONGEST_CONTACT
                || contact.chars().anyMatch(Character::isISOControl)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--abuse-contact is no line of text",
                    "Callers of a suspended function read it (expected: 1 to %d characters)."
                            .formatted(LONGEST_CONTACT),
                    "For example: wasmcloud up --abuse-contact abuse@example.com");
        }
        return contact;
    }

    private static PolicyFile policy(UpOptions options) throws IOException {
        return options.policy().isPresent()
                ? PolicyFile.read(options.policy().get())
                : new PolicyFile(Policy.standardText(), Policy.standard());
    }
}
