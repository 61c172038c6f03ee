package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.SignInAttempts;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Token;

import java.time.Duration;
import java.time.Instant;

/**
 * Makes sure that it is the user who asks, not somebody at a screen that was left, or with a token
 * that got lost.
 */
final class Presence {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Store store;
    private final SignInAttempts.Rules rules;

    Presence(Store store, SignInAttempts.Rules rules) {
        this.store = store;
        this.rules = rules;
    }

    /**
     * Refuses what is not the account's password. Attempts count as attempts to sign in.
     *
     * @param pointer where the password stands
     */
    void requirePassword(Caller caller, String pointer, String password) {
        store.signInAttempts()
                .make(
                        rules,
                        caller.user().email(),
                        () -> {
                            if (!store.accounts().isPassword(caller.user().id(), password)) {
                                throw ApiRequest.invalid(pointer, "is not the account's password");
                            }
                            return caller;
                        });
    }

    /** Refuses who neither gives the account's password nor has just signed in. */
    void require(Caller caller, String pointer, @Nullable String password) {
        if (password == null) {
            requireFreshSession(caller);
        } else {
            requirePassword(caller, pointer, password);
        }
    }

    /** Refuses who has not just signed in. */
    void requireFreshSession(Caller caller) {
        var fresh =
                store.tokens()
                        .find(caller.user().id(), caller.token())
                        .filter(token -> token.kind() == Token.Kind.SESSION)
                        .filter(token -> token.createdAt().isAfter(Instant.now().minus(FRESH)));
        if (fresh.isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "This takes the account's password, or a sign-in of the last %d minutes"
                            .formatted(FRESH.toMinutes()));
        }
    }
}
