package run.wasmcloud.api;

import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Caller;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What serves a route: for everybody, or for who is signed in.
 *
 * <p>A value that it returns is answered as JSON with status 200; an {@link Answer} is answered as
 * it says.
 */
sealed interface Endpoint {
    /** Serves anybody. */
    record Open(Function<ApiRequest, Object> body) implements Endpoint {}

    /**
     * Serves a caller whose token is valid now and has at least a scope.
     *
     * @param role what the caller's account must at least be
     */
    record SignedIn(TokenScope scope, Role role, BiFunction<Caller, ApiRequest, Object> body)
            implements Endpoint {}

    /** Serves anybody. */
    static Endpoint open(Function<ApiRequest, Object> body) {
        return new Open(body);
    }

    /** Serves a user who needs nothing but to be known. */
    static Endpoint signedIn(Function<User, Object> body) {
        return new SignedIn(TokenScope.READ, Role.USER, (caller, _) -> body.apply(caller.user()));
    }

    /** Serves a user who may do what the scope allows. */
    static Endpoint signedIn(TokenScope scope, BiFunction<Caller, ApiRequest, Object> body) {
        return new SignedIn(scope, Role.USER, body);
    }

    /** Serves an admin who may do what the scope allows. */
    static Endpoint admin(TokenScope scope, BiFunction<Caller, ApiRequest, Object> body) {
        return new SignedIn(scope, Role.ADMIN, body);
    }
}
