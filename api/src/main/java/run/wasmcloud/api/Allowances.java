package run.wasmcloud.api;

import run.wasmcloud.store.SignInAttempts;
import run.wasmcloud.store.Throttle.Rule;

import java.time.Duration;

/**
 * How often may be asked what anybody may ask, or what could be guessed.
 *
 * @param signIn attempts to sign in, or to give a password otherwise
 * @param signUp sign-ups from one network
 * @param reset requests for a new password from one network
 * @param provider sign-ins begun through a provider, from one network
 * @param letters mails to one address that somebody asked for who need not be its owner
 */
public record Allowances(
        SignInAttempts.Rules signIn, Rule signUp, Rule reset, Rule provider, Rule letters) {
    /** Returns what a new installation begins with. */
    public static Allowances usual() {
        return new Allowances(
                new SignInAttempts.Rules(
                        new Rule("sign-in network", 30, Duration.ofSeconds(10)),
                        new Rule("sign-in account from network", 10, Duration.ofMinutes(1)),
                        new Rule("sign-in account", 100, Duration.ofMinutes(1))),
                new Rule("sign-up", 10, Duration.ofMinutes(6)),
                new Rule("password reset", 10, Duration.ofMinutes(1)),
                new Rule("provider", 30, Duration.ofSeconds(10)),
                new Rule("letters", 5, Duration.ofMinutes(20)));
    }
}
