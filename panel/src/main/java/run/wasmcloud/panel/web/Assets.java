package run.wasmcloud.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * What pages load beside themselves, from this host only. Addresses hold the content's hash, so
 * browsers keep it for good. Thread-safe.
 */
public final class Assets {
    /** Style sheets, in the order in which they hold; each area of the panel has one. */
    private static final List<String> STYLES =
            List.of(
                    "tokens.css",
                    "base.css",
                    "layout.css",
                    "components.css",
                    "landing.css",
                    "sign-in.css",
                    "functions.css",
                    "charts.css",
                    "function.css",
                    "account.css",
                    "settings.css",
                    "admin.css");

    /** Scripts; each area of the panel may have one. */
    private static final List<String> SCRIPTS =
            List.of("panel.js", "upload.js", "function.js", "settings.js");

    private static final String WEBJAR = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";
    private static final int HASH_CHARACTERS = 16;

    private final Map<String, Asset> byName = new TreeMap<>();

    /** One of them, in both forms that it is sent in. */
    static final class Asset {
        private final String mediaType;
        private final String hash;
        private final String address;
        private final byte[] content;
        private final byte[] gzip;

        Asset(String name, String mediaType, byte[] content) {
            this.mediaType = mediaType;
            this.hash = Assets.hash(content);
            this.address = "/assets/" + hash + "/" + name;
            this.content = content;
            this.gzip = Assets.gzip(content);
        }

        String mediaType() {
            return mediaType;
        }

        String hash() {
            return hash;
        }

        /** Returns its path, with the hash. */
        String address() {
            return address;
        }

        byte[] content() {
            return content;
        }

        byte[] gzip() {
            return gzip;
        }
    }

    /** Reads all of them from the jar. */
    public Assets() {
        add("panel.css", "text/css; charset=utf-8", joined(STYLES));
        add("panel.js", "text/javascript; charset=utf-8", joined(SCRIPTS));
        add("htmx.js", "text/javascript; charset=utf-8", resource(WEBJAR + "htmx.min.js"));
        add("icon.svg", "image/svg+xml", resource(local("icon.svg")));
    }

    private void add(String name, String mediaType, byte[] content) {
        byName.put(name, new Asset(name, mediaType, content));
    }

    private static String local(String name) {
        return "/run/wasmcloud/panel/assets/" + name;
    }

    private static byte[] joined(List<String> names) {
        return names.stream()
                .map(name -> new String(resource(local(name)), UTF_8))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }

    private static byte[] resource(String path) {
        try (var stream = Assets.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream(content.length / 3);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns an asset's address, for templates. */
    public String address(String name) {
        return asset(name).orElseThrow().address();
    }

    Optional<Asset> asset(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
