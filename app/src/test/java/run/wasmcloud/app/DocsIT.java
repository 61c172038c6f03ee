package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.docs.DocsServer;
import run.wasmcloud.docs.Site;
import run.wasmcloud.docs.SiteExport;
import run.wasmcloud.docs.SiteFile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The documentation's server, with the pages that the build rendered. */
class DocsIT {
    private static final URI ORIGIN = URI.create("https://docs.example.com");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Site site;
    private static DocsServer server;

    @BeforeAll
    static void start() throws IOException {
        site = Site.packed().orElseThrow();
        server = DocsServer.open(InetAddress.getLoopbackAddress(), 0, site, ORIGIN);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/guides/", "/problems/name-taken", "/quick-start"})
    void servesPagesUnderTheirNames(String path) throws Exception {
        var page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(new String(page.body(), UTF_8)).startsWith("<!doctype html>");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void leadsFromAFolderToItsPage() throws Exception {
        var moved = get("/guides");

        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(header(moved, "Location")).isEqualTo("/guides/");
    }

    @Test
    void sendsNothingThatAReaderHas() throws Exception {
        var first = get("/quick-start.html");
        var tag = header(first, "ETag");

        var second = get("/quick-start.html", "If-None-Match", "\"other\", W/" + tag);

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/quick-start.html", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void assetsNeverChange() throws Exception {
        var style =
                site.files().stream()
                        .map(SiteFile::path)
                        .filter(path -> path.endsWith(".css"))
                        .findFirst()
                        .orElseThrow();

        var answer = get("/" + style);

        assertThat(header(answer, "Cache-Control")).contains("immutable", "max-age=31536000");
        assertThat(header(answer, "Content-Type")).startsWith("text/css");
    }

    @Test
    void compressesForWhoCanReadIt() throws Exception {
        var plain = get("/quick-start.html");
        var packed = get("/quick-start.html", "Accept-Encoding", "br, gzip;q=0.5");

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(get("/quick-start.html", "Accept-Encoding", "gzip;q=0"), "Vary"))
                .isEqualTo("Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/files.txt",
                "/quick-start.html.gz",
                "/../quick-start.html",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/run/wasmcloud/app/Main.class",
                "//guides",
                "/guides%00/",
                "/assets/",
                "/index.html/"
            })
    void servesNothingElse(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isIn(400, 404);
        if (answer.statusCode() == 404) {
            assertThat(new String(answer.body(), UTF_8)).contains("There is no such page");
        }
    }

    @Test
    void isForReadingOnly() throws Exception {
        var refused = send("POST", "/");

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD");
        var head = send("HEAD", "/");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length"))
                .isEqualTo(Integer.toString(get("/").body().length));
    }

    @Test
    void listsItsPagesForSearchEngines() throws Exception {
        var list = new String(get("/sitemap.xml").body(), UTF_8);

        assertThat(list)
                .contains("<loc>https://docs.example.com/</loc>")
                .contains("<loc>https://docs.example.com/quick-start.html</loc>")
                .doesNotContain("404", "search.html");
        assertThat(new String(get("/robots.txt").body(), UTF_8))
                .contains("Sitemap: https://docs.example.com/sitemap.xml");
    }

    @Test
    void hasMarkdownBesideEachPage() throws Exception {
        var markdown = get("/quick-start.md");

        assertThat(header(markdown, "Content-Type")).isEqualTo("text/markdown; charset=utf-8");
        assertThat(new String(markdown.body(), UTF_8)).startsWith("# Quick start");
    }

    @Test
    void writesTheSameIntoAFolder(@TempDir Path folder) throws Exception {
        var count = SiteExport.write(site, folder, Optional.of(ORIGIN));

        assertThat(count).isEqualTo(site.files().size() + 2);
        assertThat(Files.readAllBytes(folder.resolve("quick-start.html")))
                .isEqualTo(get("/quick-start.html").body());
        assertThat(folder.resolve("sitemap.xml")).exists();
    }
}
