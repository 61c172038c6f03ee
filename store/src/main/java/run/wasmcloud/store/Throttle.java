package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.TooManyRequestsException;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.crypto.Mac;

/**
 * Allowances that are used up and come back with time, shared by all processes. Each is for a rule
 * and somebody: an address, an account. Whom it is for is kept as a slot of a keyed hash, so the
 * table has a bound, and nobody can choose whom to share a slot with. Thread-safe.
 */
public final class Throttle {
    private static final int SLOT_BITS = 20;

    private final Jdbi jdbi;
    private final SigningKeys keys;

    Throttle(Jdbi jdbi, SigningKeys keys) {
        this.jdbi = jdbi;
        this.keys = keys;
    }

    /**
     * An allowance.
     *
     * @param name of what it is for
     * @param most how many are allowed at once
     * @param each how long it takes until one more is allowed
     */
    public record Rule(String name, int most, Duration each) {
        Duration all() {
            return each.multipliedBy(most);
        }
    }

    /**
     * Uses one.
     *
     * @param who whom the allowance is for
     * @throws TooManyRequestsException when there is none left, with the time until there is
     */
    public void take(Rule rule, String who) {
        if (!tryTake(rule, who)) {
            throw new TooManyRequestsException(
                    "Too many attempts: try again later", wait(rule, slot(rule, who)));
        }
    }

    /**
     * Uses one, if there is one left.
     *
     * @return false when there is none
     */
    public boolean tryTake(Rule rule, String who) {
        return tryTake(rule, slot(rule, who));
    }

    /** Of several at once, no more succeed than are allowed: the row is locked. */
    private boolean tryTake(Rule rule, int slot) {
        return jdbi.withHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO throttles AS t (rule, slot, full_again)
                                                VALUES (:rule, :slot, now() + make_interval(secs => :each))
                                                ON CONFLICT (rule, slot) DO UPDATE
                                                SET full_again = GREATEST(t.full_again, now())
                                                        + make_interval(secs => :each)
                                                WHERE GREATEST(t.full_again, now()) + make_interval(secs => :each)
                                                    <= now() + make_interval(secs => :all)
                                                """)
                                        .bind("rule", rule.name())
                                        .bind("slot", slot)
                                        .bind("each", seconds(rule.each()))
                                        .bind("all", seconds(rule.all()))
                                        .execute())
                > 0;
    }

    private Duration wait(Rule rule, int slot) {
        var seconds =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT EXTRACT(EPOCH FROM full_again - now()) + :each - :all
                                                FROM throttles WHERE rule = :rule AND slot = :slot
                                                """)
                                        .bind("rule", rule.name())
                                        .bind("slot", slot)
                                        .bind("each", seconds(rule.each()))
                                        .bind("all", seconds(rule.all()))
                                        .mapTo(Double.class)
                                        .findOne());
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(seconds.orElse(1.0))));
    }

    /** Gives back one that was used: what it was for turned out well. */
    public void giveBack(Rule rule, String who) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE throttles SET full_again = full_again - make_interval(secs => :each)
                                        WHERE rule = :rule AND slot = :slot
                                        """)
                                .bind("rule", rule.name())
                                .bind("slot", slot(rule, who))
                                .bind("each", seconds(rule.each()))
                                .execute());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private int slot(Rule rule, String who) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.newest().hmacKey());
            mac.update((rule.name() + "\n").getBytes(UTF_8));
            var hash = mac.doFinal(who.getBytes(UTF_8));
            return ByteBuffer.wrap(hash).getInt() >>> (Integer.SIZE - SLOT_BITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the rows of allowances that are whole again. */
    void purge() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM throttles WHERE full_again < now()"));
    }
}
