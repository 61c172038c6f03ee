package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Standing;

import java.util.Locale;
import java.util.Optional;

/**
 * Says why a function is not run although it is there.
 *
 * @param abuseContact whom to ask, for example an e-mail address
 */
record Suspensions(String abuseContact) {
    /**
     * Refuses a function that may not be run.
     *
     * @throws WasmcloudException {@code SUSPENDED}
     */
    void requireNone(Standing standing) {
        var reason = reason(standing);
        if (reason.isPresent()) {
            throw reason.get();
        }
    }

    /**
     * Returns why a function's runs have to end; empty when they may go on.
     *
     * @param standing empty when the function is gone for good
     */
    Optional<WasmcloudException> reason(Optional<Standing> standing) {
        return standing.isPresent()
                ? reason(standing.get())
                : Optional.of(
                        new WasmcloudException(
                                ErrorCode.NOT_FOUND, "The function was deleted with its account"));
    }

    /** Returns why a function may not be run; empty when it may. */
    Optional<WasmcloudException> reason(Standing standing) {
        if (standing.owner() == UserState.LOCKED) {
            return Optional.of(suspended("The function is suspended"));
        }
        return standing.suspension()
                .map(
                        reason ->
                                suspended(
                                        "The function is suspended (%s)"
                                                .formatted(
                                                        reason.name().toLowerCase(Locale.ROOT))));
    }

    private WasmcloudException suspended(String what) {
        return new WasmcloudException(
                ErrorCode.SUSPENDED, what + "; the operator's contact is " + abuseContact);
    }
}
