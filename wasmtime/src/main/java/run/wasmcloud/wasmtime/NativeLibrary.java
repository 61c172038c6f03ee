package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The loaded library of Wasmtime's C API: the file that the environment's {@code
 * WASMCLOUD_LIBWASMTIME} names, else the one that this jar carries for this platform, unpacked once
 * into the user's cache.
 */
final class NativeLibrary {
    static final String OVERRIDE = "WASMCLOUD_LIBWASMTIME";

    private static final NativeLibrary LOADED = load();

    private final @Nullable Path file;
    private final @Nullable SymbolLookup symbols;
    private final String state;

    private NativeLibrary(@Nullable Path file, @Nullable SymbolLookup symbols, String state) {
        this.file = file;
        this.symbols = symbols;
        this.state = state;
    }

    /**
     * The library's symbols.
     *
     * @throws WasmtimeException when there is no library for this platform or it does not load; the
     *     message says why
     */
    static SymbolLookup symbols() {
        var found = LOADED.symbols;
        if (found == null) {
            throw new WasmtimeException(LOADED.state);
        }
        return found;
    }

    /** The version of Wasmtime that this binding is made for. */
    static String version() {
        symbols();
        return LOADED.state;
    }

    /** The file that was loaded. */
    static Path file() {
        var file = LOADED.file;
        if (file == null) {
            throw new WasmtimeException(LOADED.state);
        }
        return file;
    }

    private static NativeLibrary load() {
        try {
            var properties = properties();
            var file = file(properties);
            return new NativeLibrary(
                    file, open(file), properties.getProperty("version", "unknown"));
        } catch (WasmtimeException e) {
            return new NativeLibrary(null, null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new NativeLibrary(
                    null,
                    null,
                    "the library of Wasmtime could not be unpacked: " + e + "; " + remedy());
        }
    }

    private static SymbolLookup open(Path file) {
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new WasmtimeException(
                    "the library of Wasmtime "
                            + file
                            + " does not load (expected: one for "
                            + Platform.current().name()
                            + " on a file system that allows executing): "
                            + e.getMessage()
                            + "; "
                            + remedy());
        }
    }

    private static Path file(Properties properties) throws IOException {
        var override = System.getenv(OVERRIDE);
        if (override != null && !override.isEmpty()) {
            return overriding(override);
        }
        var name = properties.getProperty("file");
        if (name == null) {
            throw new WasmtimeException(
                    "no library of Wasmtime for "
                            + Platform.current().name()
                            + " is packed here; build on that platform, or name a library in the"
                            + " environment's "
                            + OVERRIDE);
        }
        return new PackedLibrary(resource(name), properties).unpacked();
    }

    private static Path overriding(String override) {
        var file = Path.of(override);
        if (!Files.isRegularFile(file)) {
            throw new WasmtimeException(
                    OVERRIDE
                            + "="
                            + override
                            + " is no file (expected: a library of Wasmtime's C API)");
        }
        return file.toAbsolutePath();
    }

    /**
     * What the jar says about the library that it carries for this platform; empty when it carries
     * none.
     */
    private static Properties properties() throws IOException {
        var properties = new Properties();
        try (InputStream in =
                NativeLibrary.class.getResourceAsStream(resource("library.properties"))) {
            if (in == null) {
                return properties;
            }
            properties.load(in);
        }
        return properties;
    }

    private static String resource(String name) {
        return "native/" + Platform.current().name() + "/" + name;
    }

    private static String remedy() {
        return "check the cache folder, or name a library in the environment's " + OVERRIDE;
    }
}
