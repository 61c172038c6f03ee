package run.wasmcloud.docs;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers requests for the site: files that its list names and nothing else. Whatever a client
 * sends, no more of it is used than the method, the path and two headers. Thread-safe.
 */
public final class DocsHandler implements Handler {
    private static final Logger LOG = System.getLogger(DocsHandler.class.getName());
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    /** The pages' own policy narrows this where a page sends nothing anywhere. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                    + " 'self' https: http://localhost:* http://*.localhost:* http://127.0.0.1:*;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Site site;
    private final Sitemap sitemap;

    /**
     * Makes the handler.
     *
     * @param origin the site's address as readers see it, without a trailing slash
     */
    public DocsHandler(Site site, URI origin) {
        this.site = site;
        this.sitemap = new Sitemap(site, origin);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        protect(response);
        try {
            answer(request, response);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "a page could not be read", e);
            response.status(Status.INTERNAL_SERVER_ERROR_500);
            text(response, "text/plain; charset=utf-8", "Something went wrong on our side.\n");
        }
    }

    private static void protect(ServerResponse response) {
        response.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        var method = request.prologue().method().text();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            refuseMethod(request, response);
            return;
        }
        var path = request.path().rawPath();
        switch (path) {
            case "/" + Sitemap.PATH -> text(response, "application/xml", sitemap.xml());
            case "/" + Sitemap.ROBOTS_PATH ->
                    text(response, "text/plain; charset=utf-8", sitemap.robots());
            default -> answer(path.substring(1), request, response);
        }
    }

    private static void refuseMethod(ServerRequest request, ServerResponse response) {
        if (request.content().hasEntity()) {
            response.header(HeaderNames.CONNECTION, "close");
        }
        response.status(Status.METHOD_NOT_ALLOWED_405).header(HeaderNames.ALLOW, "GET, HEAD");
        text(response, "text/plain; charset=utf-8", "This site is for reading: GET and HEAD.\n");
    }

    private void answer(String path, ServerRequest request, ServerResponse response)
            throws IOException {
        var file = find(path);
        if (file.isPresent()) {
            send(file.get(), request, response);
        } else if (site.file(path + "/index.html").isPresent()) {
            response.status(Status.MOVED_PERMANENTLY_301)
                    .header(HeaderNames.LOCATION, "/" + path + "/")
                    .send();
        } else {
            response.status(Status.NOT_FOUND_404);
            send(site.file(Site.NOT_FOUND).orElseThrow(), request, response);
        }
    }

    /** A page answers with and without the ending of its name. */
    private Optional<SiteFile> find(String path) {
        if (path.isEmpty() || path.endsWith("/")) {
            return site.file(path + "index.html");
        }
        return site.file(path).or(() -> site.file(path + ".html"));
    }

    private void send(SiteFile file, ServerRequest request, ServerResponse response)
            throws IOException {
        var compressed = file.compressed() && takesGzip(request);
        var tag = "\"" + file.hash() + (compressed ? "-gz\"" : "\"");
        response.header(HeaderNames.ETAG, tag)
                .header(HeaderNames.CACHE_CONTROL, file.immutable() ? FOR_EVER : ASK_AGAIN);
        if (file.compressed()) {
            response.header(HeaderNames.VARY, "Accept-Encoding");
        }
        if (response.status().code() != 404 && has(request, tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, file.mediaType());
        if (compressed) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(compressed ? site.compressedBytes(file) : site.bytes(file));
    }

    /** After RFC 9110, 13.1.2: tags are compared weakly. */
    private static boolean has(ServerRequest request, String tag) {
        return request.headers()
                .first(HeaderNames.IF_NONE_MATCH)
                .map(
                        tags ->
                                Arrays.stream(tags.split(","))
                                        .map(String::strip)
                                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                                        .anyMatch(one -> one.equals(tag) || one.equals("*")))
                .orElse(false);
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ACCEPT_ENCODING)
                .map(
                        codings ->
                                Arrays.stream(codings.toLowerCase(Locale.ROOT).split(","))
                                        .map(coding -> coding.replace(" ", ""))
                                        .anyMatch(DocsHandler::isGzip))
                .orElse(false);
    }

    private static boolean isGzip(String coding) {
        return coding.equals("gzip")
                || (coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"));
    }

    private static void text(ServerResponse response, String mediaType, String text) {
        response.header(HeaderNames.CONTENT_TYPE, mediaType)
                .header(HeaderNames.CACHE_CONTROL, ASK_AGAIN)
                .send(text.getBytes(StandardCharsets.UTF_8));
    }
}
