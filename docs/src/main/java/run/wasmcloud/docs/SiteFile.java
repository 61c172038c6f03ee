package run.wasmcloud.docs;

/**
 * A file of the site.
 *
 * @param path where it is, without a leading slash: {@code guides/rust.html}
 * @param mediaType what it is, as HTTP says it
 * @param hash names its content
 * @param compressed whether its content is there in gzip's form, too
 */
public record SiteFile(String path, String mediaType, String hash, boolean compressed) {
    private static final String ASSETS = "assets/";

    /** Tells whether its path names its content, so that it never changes. */
    public boolean immutable() {
        return path.startsWith(ASSETS);
    }

    /** Tells whether it is a page to read, other than the search and the one that says no. */
    public boolean isPage() {
        return path.endsWith(".html") && !path.equals(Site.NOT_FOUND) && !path.equals(Site.SEARCH);
    }

    /** Returns the line that lists it. */
    public String line() {
        return String.join("\t", path, mediaType, hash, Boolean.toString(compressed));
    }

    /**
     * Reads a line of the list.
     *
     * @throws IllegalArgumentException when it is none
     */
    static SiteFile parse(String line) {
        var parts = line.split("\t", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("'" + line + "' lists no file of the site");
        }
        return new SiteFile(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]));
    }
}
