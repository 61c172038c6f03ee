package run.wasmcloud.docs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rendered site, as it is packed in the product. Only files that its list names are part of it.
 * Thread-safe.
 */
public final class Site {
    /** Where the files are packed. */
    public static final String FOLDER = "site/";

    /** The file that lists all others. */
    public static final String LIST = "files.txt";

    /** The page that is shown where there is none. */
    public static final String NOT_FOUND = "404.html";

    /** The page that shows what a search finds. */
    public static final String SEARCH = "search.html";

    private final Map<String, SiteFile> files;

    private Site(Map<String, SiteFile> files) {
        this.files = Collections.unmodifiableMap(files);
    }

    /** Returns the site that is packed in the product; empty when it was built without one. */
    public static Optional<Site> packed() throws IOException {
        try (var list = stream(LIST)) {
            return list == null ? Optional.empty() : Optional.of(of(list));
        }
    }

    private static Site of(InputStream list) throws IOException {
        var text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
        return new Site(
                text.lines()
                        .map(SiteFile::parse)
                        .collect(
                                Collectors.toMap(
                                        SiteFile::path, file -> file, (a, _) -> a, TreeMap::new)));
    }

    /** Returns all files, by path. */
    public Collection<SiteFile> files() {
        return files.values();
    }

    /** Returns the file at a path without a leading slash. */
    public Optional<SiteFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Returns a file's bytes. */
    public byte[] bytes(SiteFile file) throws IOException {
        return read(file.path());
    }

    /** Returns a file's bytes in gzip's form. */
    byte[] compressedBytes(SiteFile file) throws IOException {
        return read(file.path() + ".gz");
    }

    private static byte[] read(String path) throws IOException {
        try (var stream = stream(path)) {
            if (stream == null) {
                throw new IOException(path + " is listed, and not packed");
            }
            return stream.readAllBytes();
        }
    }

    private static @Nullable InputStream stream(String path) {
        return Site.class.getClassLoader().getResourceAsStream(FOLDER + path);
    }
}
