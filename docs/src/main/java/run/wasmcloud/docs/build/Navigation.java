package run.wasmcloud.docs.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order of the pages, and which are below which. */
final class Navigation {
    private static final String HOME = "index.md";
    private static final Comparator<Document> ORDER =
            Comparator.comparingInt((Document page) -> page.source().front().order())
                    .thenComparing(page -> page.source().path());

    private final Map<String, Document> pages;
    private final Map<String, List<Document>> children = new HashMap<>();
    private final List<Document> inOrder = new ArrayList<>();

    Navigation(Map<String, Document> pages) {
        this.pages = Map.copyOf(pages);
        for (var page : pages.values()) {
            if (!page.source().path().equals(HOME)) {
                children.computeIfAbsent(page.source().parent(), _ -> new ArrayList<>()).add(page);
            }
        }
        children.values().forEach(list -> list.sort(ORDER));
        walk(home());
    }

    private void walk(Document page) {
        inOrder.add(page);
        children(page).forEach(this::walk);
    }

    Document home() {
        var home = pages.get(HOME);
        if (home == null) {
            throw new IllegalStateException("there is no docs/index.md");
        }
        return home;
    }

    /** Returns the pages that are listed below a page. */
    List<Document> children(Document page) {
        return List.copyOf(children.getOrDefault(page.source().path(), List.of()));
    }

    /** Returns the page that a page is below; empty for the first one. */
    Optional<Document> parent(Document page) {
        return page.source().path().equals(HOME)
                ? Optional.empty()
                : Optional.ofNullable(pages.get(page.source().parent()));
    }

    /** Tells whether a page is another one or somewhere below it. */
    boolean isWithin(Document page, Document other) {
        return page.is(other) || parent(page).map(above -> isWithin(above, other)).orElse(false);
    }

    /** Returns all pages as a reader would turn them. */
    List<Document> inOrder() {
        return List.copyOf(inOrder);
    }

    Optional<Document> previous(Document page) {
        var index = index(page);
        return index > 0 ? Optional.of(inOrder.get(index - 1)) : Optional.empty();
    }

    Optional<Document> next(Document page) {
        var index = index(page);
        return index + 1 < inOrder.size() ? Optional.of(inOrder.get(index + 1)) : Optional.empty();
    }

    private int index(Document page) {
        return IntStream.range(0, inOrder.size())
                .filter(index -> inOrder.get(index).is(page))
                .findFirst()
                .orElseThrow();
    }
}
