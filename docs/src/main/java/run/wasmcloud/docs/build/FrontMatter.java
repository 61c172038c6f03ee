package run.wasmcloud.docs.build;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a page says of itself between two lines of {@code ---} before its text.
 *
 * @param values by name
 */
record FrontMatter(Map<String, String> values) {
    /** The place among its neighbours of a page that asks for none. */
    static final int LAST = 1_000;

    private static final String FENCE = "---";
    private static final Set<String> NAMES =
            Set.of("title", "order", "summary", "source", "script", "listing");

    FrontMatter {
        values = Map.copyOf(values);
    }

    /** A page's front matter and its text. */
    record Split(FrontMatter front, String text) {}

    /**
     * Takes the front matter from a page.
     *
     * @throws IllegalArgumentException when a line of it is not understood
     */
    static Split split(String page) {
        if (!page.startsWith(FENCE + "\n")) {
            return new Split(new FrontMatter(Map.of()), page);
        }
        var end = page.indexOf("\n" + FENCE + "\n", FENCE.length());
        if (end < 0) {
            throw new IllegalArgumentException("the front matter has no end (expected: ---)");
        }
        var lines = page.substring(FENCE.length() + 1, Math.max(end, FENCE.length() + 1));
        return new Split(
                new FrontMatter(read(lines)), page.substring(end + FENCE.length() + 2).strip());
    }

    private static Map<String, String> read(String lines) {
        var values = new LinkedHashMap<String, String>();
        for (var line : lines.lines().filter(line -> !line.isBlank()).toList()) {
            var colon = line.indexOf(':');
            var name = colon < 0 ? line : line.substring(0, colon).strip();
            if (colon < 0 || !NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "front matter has '%s' (expected: one of %s, each NAME: VALUE)"
                                .formatted(line, NAMES));
            }
            values.put(name, line.substring(colon + 1).strip());
        }
        return values;
    }

    Optional<String> title() {
        return Optional.ofNullable(values.get("title"));
    }

    Optional<String> summary() {
        return Optional.ofNullable(values.get("summary"));
    }

    /** Returns the file of the repository that the page's text is in, instead of here. */
    Optional<String> source() {
        return Optional.ofNullable(values.get("source"));
    }

    /** Returns the script that the page needs beside what all have. */
    Optional<String> script() {
        return Optional.ofNullable(values.get("script"));
    }

    /** Tells whether the pages below this one are listed at its end. */
    boolean listing() {
        return !"no".equals(values.get("listing"));
    }

    int order() {
        var order = values.get("order");
        return order == null ? LAST : Integer.parseInt(order);
    }
}
