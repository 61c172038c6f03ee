package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.ExampleItem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The precompiled examples: an {@code examples.json} and the modules that it names, from the jar.
 * Immutable.
 */
public final class ExampleCatalogue {
    private record Entry(
            String id,
            String title,
            String description,
            String language,
            String file,
            String abi,
            @Nullable String policy) {
        ExampleItem item() {
            return new ExampleItem(id, title, description, language, abi);
        }
    }

    private final String folder;
    private final Map<String, Entry> entries;

    private ExampleCatalogue(String folder, List<Entry> entries) {
        this.folder = folder;
        this.entries = new LinkedHashMap<>();
        entries.forEach(entry -> this.entries.put(entry.id(), entry));
    }

    /**
     * Reads the catalogue of a folder of the jar.
     *
     * @param folder for example {@code /examples}
     */
    public static ExampleCatalogue inJar(String folder) {
        var entries = new Json().read(resource(folder + "/examples.json"), Entry[].class);
        return new ExampleCatalogue(folder, List.of(entries));
    }

    private static byte[] resource(String path) {
        try (var stream = ExampleCatalogue.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the examples in their order. */
    public List<ExampleItem> items() {
        return entries.values().stream().map(Entry::item).toList();
    }

    /** Returns an example's module; empty when there is no such example. */
    public Optional<byte[]> wasm(String id) {
        return Optional.ofNullable(entries.get(id))
                .map(entry -> resource(folder + "/" + entry.file()));
    }

    /** Returns the text of an example's policy file; empty when it has none. */
    public Optional<String> policy(String id) {
        return Optional.ofNullable(entries.get(id))
                .map(Entry::policy)
                .map(file -> new String(resource(folder + "/" + file), StandardCharsets.UTF_8));
    }
}
