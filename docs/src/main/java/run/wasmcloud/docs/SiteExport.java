package run.wasmcloud.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the site into a folder, for any server of files or for reading from disk. */
public final class SiteExport {
    private SiteExport() {}

    /**
     * Writes all files.
     *
     * @param folder is made; what lies in it under the same names is replaced
     * @param origin where readers will find it; without it, there is no list of pages for search
     *     engines, which want whole addresses
     * @return how many files were written
     */
    public static int write(Site site, Path folder, Optional<URI> origin) throws IOException {
        for (var file : site.files()) {
            put(folder.resolve(file.path()), site.bytes(file));
        }
        if (origin.isEmpty()) {
            return site.files().size();
        }
        var sitemap = new Sitemap(site, origin.get());
        Files.writeString(folder.resolve(Sitemap.PATH), sitemap.xml());
        Files.writeString(folder.resolve(Sitemap.ROBOTS_PATH), sitemap.robots());
        return site.files().size() + 2;
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        var parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, bytes);
    }
}
