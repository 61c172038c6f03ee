package run.wasmcloud.olin.outbound;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something of which a node has so much and no more: whoever takes it gets a part, so that one
 * tenant who holds on to it leaves some for the others. Thread-safe.
 */
final class FairShare {
    private final String things;
    private final long most;
    private final long mostOfOne;
    private final Map<String, Long> taken = new HashMap<>();
    private long takenByAll;

    /**
     * Makes it.
     *
     * @param things what is shared, as a refusal names it
     * @param most how much there is
     * @param parts into how many parts it is divided: one owner gets one of them at most
     */
    FairShare(String things, long most, int parts) {
        this.things = things;
        this.most = most;
        this.mostOfOne = Math.max(most / parts, 1);
    }

    /** Takes an amount; returns why there is not so much, and takes nothing then. */
    synchronized Optional<String> take(String owner, long amount) {
        var own = taken.getOrDefault(owner, 0L);
        if (amount > mostOfOne - own) {
            return Optional.of(
                    "too many %s for one user's functions at the moment (expected: at most %d); try again later"
                            .formatted(things, mostOfOne));
        }
        if (amount > most - takenByAll) {
            return Optional.of(
                    "too many %s on this node at the moment (expected: at most %d); try again later"
                            .formatted(things, most));
        }
        taken.put(owner, own + amount);
        takenByAll += amount;
        return Optional.empty();
    }

    /** Gives back what was taken. */
    synchronized void giveBack(String owner, long amount) {
        taken.computeIfPresent(owner, (_, own) -> own == amount ? null : own - amount);
        takenByAll -= amount;
    }

    /** Returns how much is taken, by all. */
    synchronized long taken() {
        return takenByAll;
    }
}
