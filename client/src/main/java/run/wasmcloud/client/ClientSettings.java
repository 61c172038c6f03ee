package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;

/**
 * Where the API is and how to talk to it.
 *
 * @param api the API's address, {@code http} or {@code https}, without a path, for example {@code
 *     https://api.example.com}
 * @param token who is asking, null when nobody is signed in
 * @param connectTimeout the longest time to connect
 * @param answerTimeout the longest time from a request to the end of its answer
 * @param uploadTimeout the same, for a request that carries a module: it is sent and compiled
 */
public record ClientSettings(
        URI api,
        @Nullable AccessToken token,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration uploadTimeout) {
    public ClientSettings {
        if (!isAddress(api)) {
            throw new IllegalArgumentException(
                    api + " (expected: an address such as https://api.example.com)");
        }
    }

    /** Returns settings for an API with the usual time limits. */
    public static ClientSettings of(URI api, @Nullable AccessToken token) {
        return new ClientSettings(
                api, token, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** Returns these settings for another caller. */
    ClientSettings withToken(@Nullable AccessToken other) {
        return new ClientSettings(api, other, connectTimeout, answerTimeout, uploadTimeout);
    }

    private static boolean isAddress(URI api) {
        return ("http".equals(api.getScheme()) || "https".equals(api.getScheme()))
                && api.getHost() != null
                && api.getRawUserInfo() == null
                && api.getRawQuery() == null
                && api.getRawFragment() == null
                && (api.getRawPath().isEmpty() || api.getRawPath().equals("/"));
    }
}
