package run.wasmcloud.docs.build;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Knows where the links of pages lead, and which lead nowhere. */
final class Links {
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Set<String> IMAGES = Set.of("svg", "png", "jpg");

    /** What the site has beside its pages. */
    private static final Set<String> BESIDE = Set.of("llms.txt", "llms-full.txt", "search.html");

    private final Path repository;
    private final Map<String, Document> pages;
    private final Map<Path, Document> byOrigin = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<Path> images = new TreeSet<>();

    Links(Path repository, Map<String, Document> pages) {
        this.repository = repository;
        this.pages = Map.copyOf(pages);
        pages.values().forEach(page -> byOrigin.put(page.source().origin(), page));
        // A page whose text is elsewhere is also found at its own place.
        pages.forEach((path, page) -> byOrigin.putIfAbsent(Path.of("docs", path), page));
    }

    /** Where a link leads. */
    sealed interface Target {
        /** An address to write down. */
        record Address(String href) implements Target {}

        /** A file of the repository that is not part of the site. */
        record InRepository(Path file) implements Target {}
    }

    /** Finds where a link of a page leads; one that leads nowhere is noted and left as it is. */
    Target target(Document from, String destination) {
        if (ELSEWHERE.matcher(destination).matches()) {
            return new Target.Address(destination);
        }
        var hash = destination.indexOf('#');
        var file = hash < 0 ? destination : destination.substring(0, hash);
        var anchor = hash < 0 ? "" : destination.substring(hash + 1);
        return file.isEmpty()
                ? page(from, from, anchor, destination)
                : file(from, place(from, file), anchor, destination);
    }

    private static Path place(Document from, String file) {
        var place = from.source().origin().resolveSibling(file).normalize();
        return file.startsWith("/") ? Path.of("docs" + file).normalize() : place;
    }

    private Target file(Document from, Path place, String anchor, String destination) {
        var page = page(place);
        if (page != null) {
            return page(from, page, anchor, destination);
        }
        if (BESIDE.contains(Path.of("docs").relativize(place).toString())) {
            return new Target.Address(
                    "../".repeat(from.source().depth()) + place.getFileName() + fragment(anchor));
        }
        if (place.startsWith("..") || !Files.exists(repository.resolve(place))) {
            broken.add(from.source().origin() + ": " + destination + " is not there");
            return new Target.Address(destination);
        }
        return isImage(place)
                ? new Target.Address(image(from, place))
                : new Target.InRepository(place);
    }

    private @Nullable Document page(Path place) {
        var page = byOrigin.get(place);
        if (page == null) {
            page = byOrigin.get(place.resolve("README.md"));
        }
        return page == null ? byOrigin.get(place.resolve("index.md")) : page;
    }

    /** A page's script may have anchors of its own. */
    private Target page(Document from, Document to, String anchor, String destination) {
        var known = to.source().front().script().isPresent() || to.anchors().contains(anchor);
        if (!anchor.isEmpty() && !known) {
            broken.add(from.source().origin() + ": " + destination + " has no such heading");
        }
        var fragment = fragment(anchor);
        return new Target.Address(
                from.is(to) && !anchor.isEmpty() ? fragment : href(from.source(), to) + fragment);
    }

    private static String fragment(String anchor) {
        return anchor.isEmpty() ? "" : "#" + anchor;
    }

    /** Returns a page's address as another page writes it. */
    static String href(Source from, Document to) {
        return "../".repeat(from.depth()) + to.source().htmlPath();
    }

    private static boolean isImage(Path file) {
        var name = file.toString();
        return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private String image(Document from, Path file) {
        images.add(file);
        return "../".repeat(from.source().depth()) + imagePath(file);
    }

    /** Returns where an image is on the site. */
    static String imagePath(Path file) {
        return "images/" + file.getFileName();
    }

    /** Returns the images that pages show, in the repository. */
    Set<Path> images() {
        return images;
    }

    /** Returns what leads nowhere, one sentence each. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    Map<String, Document> pages() {
        return pages;
    }
}
