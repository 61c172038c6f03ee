package run.wasmcloud.executor;

import io.helidon.webserver.http.ServerRequest;

import run.wasmcloud.executor.HostNames.Place;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.SignedAddresses;
import run.wasmcloud.store.TokenChecker;

import java.time.Instant;
import java.util.List;

/**
 * Lets a request through to a private function when it has a token of the function's owner, or an
 * address that the owner signed. A token's row is read each time: one that was revoked is refused
 * on the next request. Thread-safe.
 */
final class CallerCheck {
    private final TokenChecker tokens;
    private final SignedAddresses addresses;

    CallerCheck(TokenChecker tokens, SignedAddresses addresses) {
        this.tokens = tokens;
        this.addresses = addresses;
    }

    /**
     * Refuses who may not call a function.
     *
     * @throws WasmcloudException {@code NOT_SIGNED_IN}, {@code NOT_ALLOWED}; {@code UNAVAILABLE}
     *     when a token cannot be checked now
     */
    void require(ActiveDeployment deployment, ServerRequest request, Place place) {
        if (deployment.access().visibility() == Visibility.PUBLIC) {
            return;
        }
        var given = request.headers().all(PlatformHeaders.TOKEN, List::of);
        if (given.isEmpty()) {
            requireSignature(deployment, request, place);
        } else if (given.size() == 1) {
            requireOwner(tokens.check(given.getFirst()), deployment);
        } else {
            throw new WasmcloudException(
                    ErrorCode.NOT_SIGNED_IN,
                    given.size() + " headers Wasmcloud-Token (expected: one)");
        }
    }

    /** Tells whether a request shows that the function is the caller's. */
    boolean isOwners(ActiveDeployment deployment, ServerRequest request) {
        var given = request.headers().all(PlatformHeaders.TOKEN, List::of);
        try {
            return given.size() == 1 && isMeant(tokens.check(given.getFirst()), deployment);
        } catch (WasmcloudException e) {
            return false;
        }
    }

    private static boolean isMeant(Caller caller, ActiveDeployment deployment) {
        return caller.user().id().equals(deployment.owner())
                && caller.scope().includes(TokenScope.INVOKE)
                && caller.function().map(deployment.name()::equals).orElse(true);
    }

    private static void requireOwner(Caller caller, ActiveDeployment deployment) {
        if (!isMeant(caller, deployment)) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED, "The token is not one for this function");
        }
    }

    private void requireSignature(ActiveDeployment deployment, ServerRequest request, Place place) {
        var signature = SignatureParameter.value(CgiRequests.rawQuery(request));
        if (signature.isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.NOT_SIGNED_IN,
                    "The function is private (expected: a token in the header Wasmcloud-Token, or"
                            + " an address that its owner signed)");
        }
        var allowed =
                addresses.allow(
                        deployment.function(),
                        deployment.access().addressSalt(),
                        signature.get(),
                        request.prologue().method().text(),
                        CgiRequests.rawPath(request).substring(place.scriptName().length()),
                        Instant.now());
        if (!allowed) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "The address's signature is not valid for this request, or no longer");
        }
    }
}
