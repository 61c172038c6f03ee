package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An operating system, C library and CPU, named as in {@code wasmtime.lock}.
 *
 * @param name for example {@code linux-x86_64}, {@code linux-musl-x86_64}, {@code macos-aarch64}
 */
record Platform(String name) {
    static Platform current() {
        return new Platform(system() + "-" + cpu());
    }

    /** The user's directory for what can be made again, by the system's convention. */
    static Path cache() {
        var home = Path.of(System.getProperty("user.home"));
        return switch (system()) {
            case "windows" ->
                    either(System.getenv("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"));
            case "macos" ->
                    either(
                            System.getenv("XDG_CACHE_HOME"),
                            home.resolve("Library").resolve("Caches"));
            default -> either(System.getenv("XDG_CACHE_HOME"), home.resolve(".cache"));
        };
    }

    private static Path either(@Nullable String value, Path otherwise) {
        return value == null || value.isEmpty() ? otherwise : Path.of(value);
    }

    private static String system() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return "macos";
        }
        if (os.startsWith("windows")) {
            return "windows";
        }
        return os.equals("linux") && musl() ? "linux-musl" : os.replace(' ', '-');
    }

    private static boolean musl() {
        try (Stream<String> maps =
                Files.lines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
            return maps.anyMatch(line -> line.contains("ld-musl"));
        } catch (IOException | UncheckedIOException e) {
            // Without /proc there is no way to tell; glibc is what most systems have.
            return false;
        }
    }

    private static String cpu() {
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("amd64") ? "x86_64" : arch;
    }
}
