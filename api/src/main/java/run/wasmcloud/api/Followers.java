package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.util.HashMap;
import java.util.Map;

/** Bounds how many logs are followed at once, of each user and in all. Thread-safe. */
final class Followers {
    private final int mostOfUser;
    private final int most;
    private final Map<UserId, Integer> counts = new HashMap<>();
    private int all;

    Followers(int mostOfUser, int most) {
        this.mostOfUser = mostOfUser;
        this.most = most;
    }

    /**
     * Takes a place, which is to be left again.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when there is none
     */
    synchronized void enter(UserId user) {
        var count = counts.getOrDefault(user, 0);
        if (count >= mostOfUser || all >= most) {
            throw new WasmcloudException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "%d logs are followed at once, as many as this server allows; end one, or try again later"
                            .formatted(count >= mostOfUser ? mostOfUser : most));
        }
        counts.put(user, count + 1);
        all++;
    }

    synchronized void leave(UserId user) {
        counts.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
