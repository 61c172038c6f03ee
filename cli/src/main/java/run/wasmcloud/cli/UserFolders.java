package run.wasmcloud.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where a user's files are, as the XDG Base Directory Specification has it. */
public final class UserFolders {
    private UserFolders() {}

    /**
     * Returns where a local installation keeps everything unless told otherwise: {@code wasmcloud}
     * below {@code $XDG_DATA_HOME} or {@code ~/.local/share}.
     *
     * @param variables the environment
     */
    public static Path data(Map<String, String> variables) {
        var xdg = variables.getOrDefault("XDG_DATA_HOME", "");
        var base = xdg.isEmpty() ? home(variables).resolve(".local", "share") : Path.of(xdg);
        return base.resolve("wasmcloud");
    }

    /**
     * Returns where the tool keeps sign-ins: {@code wasmcloud} below {@code $XDG_CONFIG_HOME},
     * {@code %APPDATA%} or {@code ~/.config}.
     *
     * @param variables the environment
     */
    static Path configuration(Map<String, String> variables) {
        var xdg = variables.getOrDefault("XDG_CONFIG_HOME", "");
        var roaming = variables.getOrDefault("APPDATA", "");
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "wasmcloud");
        }
        var base = roaming.isEmpty() ? home(variables).resolve(".config") : Path.of(roaming);
        return base.resolve("wasmcloud");
    }

    private static Path home(Map<String, String> variables) {
        return Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")));
    }
}
