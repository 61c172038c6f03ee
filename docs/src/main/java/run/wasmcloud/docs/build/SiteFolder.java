package run.wasmcloud.docs.build;

import run.wasmcloud.docs.Site;
import run.wasmcloud.docs.SiteFile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Where the site is written: each file, its compressed form, and at last the list of them. */
final class SiteFolder {
    private static final int WORTH_COMPRESSING = 1_024;
    private static final int HASH_LENGTH = 32;
    private static final Map<String, String> MEDIA_TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "json", "application/json",
                    "md", "text/markdown; charset=utf-8",
                    "txt", "text/plain; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "jpg", "image/jpeg");

    private final Path folder;
    private final Map<String, SiteFile> files = new TreeMap<>();

    SiteFolder(Path folder) {
        this.folder = folder;
    }

    void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] bytes) throws IOException {
        var ending = path.substring(path.lastIndexOf('.') + 1);
        var mediaType = MEDIA_TYPES.get(ending);
        if (mediaType == null) {
            throw new IOException(path + " has an ending that the site does not know");
        }
        var compressed = bytes.length >= WORTH_COMPRESSING && isText(mediaType);
        put(path, bytes);
        if (compressed) {
            put(path + ".gz", gzip(bytes));
        }
        var file = new SiteFile(path, mediaType, hash(bytes).substring(0, HASH_LENGTH), compressed);
        if (files.put(path, file) != null) {
            throw new IOException(path + " is written twice");
        }
    }

    private void put(String path, byte[] bytes) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes);
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.endsWith("json")
                || mediaType.endsWith("svg+xml");
    }

    /** The same bytes give the same bytes, whenever and wherever. */
    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        private BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the list of all files. */
    void finish() throws IOException {
        Files.writeString(
                folder.resolve(Site.LIST),
                files.values().stream()
                        .map(SiteFile::line)
                        .collect(Collectors.joining("\n", "", "\n")));
    }
}
