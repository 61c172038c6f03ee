package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.AccessToken;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which API a command talks to, and as whom. A flag wins over the environment, which wins over the
 * project's file, which wins over the user's. A profile's token goes to that profile's API only.
 *
 * @param token null when there is none for this API
 */
record Target(URI api, @Nullable AccessToken token) {
    private static final String DEFAULT_API = "http://localhost:8080";
    private static final long LARGEST_TOKEN_FILE = 16_384;

    /**
     * Returns what a command is to talk to.
     *
     * @param project whose file may name an API, too; nothing is signed in there
     */
    static Target of(
            GlobalOptions options, Shell shell, Optional<Project> project, Credentials credentials)
            throws IOException {
        var profile = credentials.profile(profileName(options, shell));
        var api = api(options, shell, project, profile);
        return new Target(api, token(options, shell, profile.filter(p -> isSame(p.api(), api))));
    }

    /** Returns the name of the profile that a command uses. */
    static String profileName(GlobalOptions options, Shell shell) {
        var named = options.profile();
        return named != null
                ? named
                : shell.variable("WASMCLOUD_PROFILE").orElse(Credentials.DEFAULT_PROFILE);
    }

    private static URI api(
            GlobalOptions options,
            Shell shell,
            Optional<Project> project,
            Optional<Profile> profile) {
        var flag = options.api();
        return flag != null
                ? flag
                : shell.variable("WASMCLOUD_API")
                        .map(URI::create)
                        .or(() -> project.flatMap(Project::api))
                        .or(() -> profile.map(Profile::api).map(URI::create))
                        .orElse(URI.create(DEFAULT_API));
    }

    private static @Nullable AccessToken token(
            GlobalOptions options, Shell shell, Optional<Profile> profile) throws IOException {
        var file = options.tokenFile();
        return file != null
                ? inFile(file)
                : shell.variable("WASMCLOUD_TOKEN")
                        .or(() -> profile.map(Profile::token))
                        .map(AccessToken::new)
                        .orElse(null);
    }

    /** Reads a token from a file that holds nothing else. */
    static AccessToken inFile(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var bytes = content.readNBytes((int) LARGEST_TOKEN_FILE);
            return new AccessToken(new String(bytes, StandardCharsets.UTF_8).strip());
        }
    }

    private static boolean isSame(String api, URI other) {
        return api.replaceFirst("/$", "").equals(other.toString().replaceFirst("/$", ""));
    }
}
