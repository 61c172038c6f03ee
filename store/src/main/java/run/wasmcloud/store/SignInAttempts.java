package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.TooManyRequestsException;
import run.wasmcloud.model.UserId;
import run.wasmcloud.store.Throttle.Rule;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Keeps passwords from being guessed. Attempts are counted before they are made, and given back
 * when they succeed; for addresses without an account they are counted alike.
 *
 * <p>Nobody can lock somebody else out for ever. What a network uses up, of an account's allowance
 * or of its own, is held against that network alone. The allowance of an account as a whole, which
 * many networks together could keep used up, is not asked of networks that its owner has signed in
 * from within 90 days, or set a new password from through a mailed link; and whoever is signed in
 * stays so. All allowances come back with time. Thread-safe.
 */
public final class SignInAttempts {
    private final Jdbi jdbi;
    private final Throttle throttle;

    SignInAttempts(Jdbi jdbi, Throttle throttle) {
        this.jdbi = jdbi;
        this.throttle = throttle;
    }

    /**
     * How much may be tried.
     *
     * @param network by one network, at any account
     * @param accountFromNetwork by one network at one account
     * @param account at one account, by networks that its owner was not seen on
     */
    public record Rules(Rule network, Rule accountFromNetwork, Rule account) {}

    /**
     * Makes an attempt.
     *
     * @param email of the account, which there need not be
     * @param attempt throws when it does not succeed
     * @throws TooManyRequestsException when too many were made
     */
    public <T> T make(Rules rules, String email, Supplier<T> attempt) {
        var account = email.strip().toLowerCase(Locale.ROOT);
        var network = network();
        var both = account + " " + network;
        var known = isKnown(account, network);
        throttle.take(rules.network(), network);
        throttle.take(rules.accountFromNetwork(), both);
        if (!known) {
            throttle.take(rules.account(), account);
        }
        var result = attempt.get();
        throttle.giveBack(rules.network(), network);
        throttle.giveBack(rules.accountFromNetwork(), both);
        if (!known) {
            throttle.giveBack(rules.account(), account);
        }
        return result;
    }

    /** Returns the network that the present actor's request came from. */
    private static String network() {
        var address = Actor.present().address();
        return address == null ? "" : ClientNetwork.of(address);
    }

    private boolean isKnown(String email, String network) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (
                                            SELECT FROM known_networks JOIN users ON users.id = user_id
                                            WHERE email = :email AND network = :network
                                              AND known_networks.updated_at > now() - interval '90 days')
                                        """)
                                .bind("email", Rows.text(email))
                                .bind("network", network)
                                .mapTo(Boolean.class)
                                .one());
    }

    /** Keeps in mind that an account's owner is where the present request came from. */
    public void remember(UserId user) {
        jdbi.useHandle(handle -> remember(handle, user));
    }

    private static void remember(Handle handle, UserId user) {
        handle.createUpdate(
                        """
                        INSERT INTO known_networks (user_id, network) VALUES (:user, :network)
                        ON CONFLICT (user_id, network) DO UPDATE SET network = excluded.network
                        """)
                .bind("user", user.value())
                .bind("network", network())
                .execute();
    }

    /** Uses one of an allowance that each network has. */
    public void take(Rule rule) {
        throttle.take(rule, network());
    }

    /** Removes what is too old to count. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM known_networks WHERE updated_at < now() - interval"
                                        + " '90 days'"));
    }
}
