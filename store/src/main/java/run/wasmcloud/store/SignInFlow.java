package run.wasmcloud.store;

import java.net.URI;

/**
 * A sign-in that somebody is about to make at a provider.
 *
 * @param provider its name
 * @param nonce what the provider's ID token must repeat
 * @param verifier what shows the provider that its code comes from who asked (RFC 7636)
 * @param returnTo where the browser goes in the end
 * @param challenge what the verifier of whoever began it must hash to
 */
public record SignInFlow(
        String provider,
        OneTimeToken nonce,
        OneTimeToken verifier,
        URI returnTo,
        String challenge) {
    /** A flow that has begun, with the text that finds it again. */
    public record Begun(OneTimeToken state, SignInFlow flow) {}
}
