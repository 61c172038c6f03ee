package run.wasmcloud.executor;

import run.wasmcloud.model.UserId;

import java.util.concurrent.ConcurrentHashMap;

/** Leaves something for others: no user takes more than so many places at once. Thread-safe. */
final class Shares {
    private final ConcurrentHashMap<UserId, Integer> taken = new ConcurrentHashMap<>();
    private final int most;

    /**
     * @param most how many places a user may take, at least 1
     */
    Shares(int most) {
        this.most = Math.max(1, most);
    }

    /**
     * Takes a place.
     *
     * @return false when the user has as many as allowed
     */
    boolean take(UserId user) {
        if (taken.merge(user, 1, Integer::sum) <= most) {
            return true;
        }
        giveBack(user);
        return false;
    }

    /** Gives a place back that was taken. */
    void giveBack(UserId user) {
        taken.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
