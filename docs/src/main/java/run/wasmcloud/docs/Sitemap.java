package run.wasmcloud.docs;

import java.net.URI;
import java.util.stream.Collectors;

/** What search engines are told: the list of pages, and where it is. */
record Sitemap(Site site, URI origin) {
    static final String PATH = "sitemap.xml";
    static final String ROBOTS_PATH = "robots.txt";

    /** Returns the pages' addresses, after sitemaps.org. */
    String xml() {
        return site.files().stream()
                .filter(SiteFile::isPage)
                .map(file -> "  <url><loc>" + address(file) + "</loc></url>\n")
                .collect(
                        Collectors.joining(
                                "",
                                """
                                <?xml version="1.0" encoding="UTF-8"?>
                                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                                """,
                                "</urlset>\n"));
    }

    String robots() {
        return "User-agent: *\nAllow: /\nSitemap: " + origin + "/" + PATH + "\n";
    }

    private String address(SiteFile file) {
        var path =
                file.path().endsWith("index.html")
                        ? file.path().substring(0, file.path().length() - "index.html".length())
                        : file.path();
        return origin + "/" + path;
    }
}
