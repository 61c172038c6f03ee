package run.wasmcloud.app;

import run.wasmcloud.cli.Credentials;
import run.wasmcloud.cli.Profile;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Lets the command line tool of this user use a local installation without signing in. */
final class LocalSignIn {
    private static final String OTHER_PROFILE = "local";

    private final Credentials credentials;

    LocalSignIn(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Stores a sign-in: as the default one, unless that leads to another machine.
     *
     * @return the name of the profile that it was stored under
     */
    String store(String api, String token, String email) throws IOException {
        var name =
                isElsewhere(credentials.profile(Credentials.DEFAULT_PROFILE))
                        ? OTHER_PROFILE
                        : Credentials.DEFAULT_PROFILE;
        credentials.save(name, new Profile(api, token, email));
        return name;
    }

    private static boolean isElsewhere(Optional<Profile> profile) {
        return profile.map(Profile::api)
                .map(URI::create)
                .map(URI::getHost)
                .filter(
                        host ->
                                !host.equals("localhost")
                                        && !host.endsWith(".localhost")
                                        && !host.startsWith("127.")
                                        && !host.equals("[::1]"))
                .isPresent();
    }
}
