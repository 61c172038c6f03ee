package run.wasmcloud.docs.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects the pages: Markdown in the repository's folder of documentation, and what is given. */
final class Sources {
    /** The room's own code is in the same folder. */
    private static final Set<String> CODE = Set.of("src", "target");

    private static final Path DOCS = Path.of("docs");

    private final Path repository;
    private final Map<String, Source> sources = new TreeMap<>();

    Sources(Path repository) {
        this.repository = repository;
    }

    /** Returns all pages by path; a folder without a page of its own gets one. */
    Map<String, Source> collect(Map<String, String> given) throws IOException {
        for (var file : files()) {
            add(file, Files.readString(repository.resolve(file)));
        }
        for (var page : given.entrySet()) {
            add(DOCS.resolve(page.getKey()), page.getValue());
        }
        List.copyOf(sources.values()).forEach(this::addParents);
        return sources;
    }

    private List<Path> files() throws IOException {
        var docs = repository.resolve(DOCS);
        try (var walk = Files.walk(docs)) {
            return walk.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !CODE.contains(docs.relativize(file).getName(0).toString()))
                    .map(repository::relativize)
                    .sorted()
                    .toList();
        }
    }

    private void add(Path file, String text) throws IOException {
        var split = split(file, text);
        var path = DOCS.relativize(file).toString().replace('\\', '/');
        var front = split.front();
        var source =
                front.source().isPresent()
                        ? elsewhere(named(path), file, front, front.source().get())
                        : new Source(named(path), file, front, split.text());
        if (sources.put(source.path(), source) != null) {
            throw new IOException(source.path() + " is there twice");
        }
    }

    private static FrontMatter.Split split(Path file, String text) throws IOException {
        try {
            return FrontMatter.split(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Where a repository's hosts show a folder's README, the site shows its index. */
    private static String named(String path) {
        return path.equals("README.md") || path.endsWith("/README.md")
                ? path.substring(0, path.length() - "README.md".length()) + "index.md"
                : path;
    }

    private Source elsewhere(String path, Path file, FrontMatter front, String place)
            throws IOException {
        var origin = DOCS.resolve(DOCS.relativize(file).resolveSibling(place)).normalize();
        return new Source(path, origin, front, Files.readString(repository.resolve(origin)));
    }

    private void addParents(Source source) {
        var parent = source.parent();
        if (sources.containsKey(parent)) {
            return;
        }
        var folder = parent.substring(0, Math.max(0, parent.lastIndexOf('/')));
        var name = folder.substring(folder.lastIndexOf('/') + 1);
        var title =
                name.isEmpty()
                        ? "Home"
                        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        var added =
                new Source(
                        parent,
                        DOCS.resolve(parent),
                        new FrontMatter(Map.of("title", title)),
                        "# " + title);
        sources.put(parent, added);
        addParents(added);
    }
}
