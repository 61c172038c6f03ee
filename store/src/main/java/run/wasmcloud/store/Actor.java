package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.UserId;

import java.util.UUID;

/**
 * On whose behalf something is done. It is bound round a request as a scoped value, so that what is
 * done meanwhile knows it without being told; where nothing is bound, the program acts by itself.
 *
 * @param user null when it is nobody who has signed in
 * @param token what the user proved it with; null when there is none
 * @param address the client's network address; null when no request is behind it
 * @param request the request's id; null when no request is behind it
 */
public record Actor(
        @Nullable UserId user,
        @Nullable TokenId token,
        @Nullable String address,
        @Nullable UUID request) {
    private static final Actor SYSTEM = new Actor(null, null, null, null);
    private static final ScopedValue<Actor> PRESENT = ScopedValue.newInstance();

    /** Returns whoever sent a request, before it is known who that is. */
    public static Actor visitor(String address, UUID request) {
        return new Actor(null, null, address, request);
    }

    /** Returns the program itself: its own jobs, and the operator at the command line. */
    public static Actor system() {
        return SYSTEM;
    }

    /** Returns on whose behalf this thread works. */
    public static Actor present() {
        return PRESENT.orElse(SYSTEM);
    }

    /** Returns this actor, now that it is known who it is. */
    public Actor as(Caller caller) {
        return new Actor(caller.user().id(), caller.token(), address, request);
    }

    /** Does work on this one's behalf. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(PRESENT, this).call(work);
    }
}
