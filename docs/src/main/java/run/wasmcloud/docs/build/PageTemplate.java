package run.wasmcloud.docs.build;

import static run.wasmcloud.docs.build.Html.escaped;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What surrounds the text of every page: head, navigation, neighbours, table of contents. */
final class PageTemplate {
    /** Nothing is loaded from elsewhere and nothing in a page runs or styles. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action"
                    + " 'self'; base-uri 'none'; connect-src ";

    private static final String OWN = "'self'";

    /** Where a reader may try the API: on a machine of their own, or over TLS. */
    private static final String APIS =
            "https: http://localhost:* http://*.localhost:* http://127.0.0.1:*";

    private static final String TO_MENU = "<a class=\"to-menu\" href=\"#menu\">Menu</a>";
    private static final int DEEPEST_CONTENTS = 3;

    private static final String CONTENTS =
            """
            <nav class="contents" aria-label="On this page">
            <p>On this page</p>
            <ul>
            """;

    private final Navigation navigation;
    private final Assets assets;

    PageTemplate(Navigation navigation, Assets assets) {
        this.navigation = navigation;
        this.assets = assets;
    }

    /** Returns a whole page around its text. */
    String page(Document page, String text) {
        var root = "../".repeat(page.source().depth());
        return head(page.title(), page.summary(), root, page.source().front().script())
                + alternate(page)
                + "</head>\n<body>\n"
                + bar(root, TO_MENU)
                + "<div class=\"frame\">\n"
                + menu(page)
                + "<main id=\"content\">\n"
                + above(page)
                + "<article>\n"
                + text
                + listing(page)
                + "</article>\n"
                + neighbours(page)
                + foot(page)
                + "</main>\n"
                + contents(page)
                + "</div>\n</body>\n</html>\n";
    }

    /** Returns a page that is in no list, and whose links work from anywhere on the site. */
    String apart(String title, String root, Optional<String> script, String text) {
        return head(title, "", root, script)
                + "<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n"
                + bar(root, "")
                + "<div class=\"frame\">\n<main id=\"content\">\n<article>\n"
                + text
                + "</article>\n</main>\n</div>\n</body>\n</html>\n";
    }

    /** Returns the text of the page that shows what a search finds; without scripts, all pages. */
    String search() {
        return """
        <h1>Search</h1>
        <p id="search-status" role="status">Below are all pages. With JavaScript, a search shows what it finds instead.</p>
        <div id="search-results" data-index="%s">
        <ul>
        """
                        .formatted(assets.path("search.json"))
                + navigation.inOrder().stream()
                        .map(
                                page ->
                                        "<li><a href=\"%s\">%s</a></li>\n"
                                                .formatted(
                                                        page.source().htmlPath(),
                                                        escaped(page.title())))
                        .collect(Collectors.joining())
                + "</ul>\n</div>\n";
    }

    private String head(String title, String summary, String root, Optional<String> script) {
        var policy = CONTENT_POLICY + (script.isPresent() ? OWN + " " + APIS : OWN);
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <title>%s</title>
        <meta name="description" content="%s">
        <link rel="icon" href="%s" type="image/svg+xml">
        <link rel="stylesheet" href="%s">
        <script src="%s" defer></script>
        """
                        .formatted(
                                policy,
                                escaped(title.equals("Wasmcloud") ? title : title + " · Wasmcloud"),
                                escaped(summary),
                                root + assets.path("icon.svg"),
                                root + assets.path("docs.css"),
                                root + assets.path("docs.js"))
                + script.map(name -> script(root + assets.path(name))).orElse("");
    }

    private static String script(String path) {
        return "<script src=\"%s\" defer></script>\n".formatted(path);
    }

    private String alternate(Document page) {
        var own = page.source().path();
        return "<link rel=\"alternate\" type=\"text/markdown\" href=\"%s\">\n"
                .formatted(own.substring(own.lastIndexOf('/') + 1));
    }

    private String bar(String root, String toMenu) {
        return """
        <a class="skip" href="#content">Skip to the text</a>
        <header class="bar">
        <a class="brand" href="%1$sindex.html"><img src="%2$s" alt="" width="24" height="24">Wasmcloud</a>
        %3$s
        <form role="search" action="%1$ssearch.html">
        <label class="hidden" for="search">Search the documentation</label>
        <input id="search" type="search" name="q" placeholder="Search" autocomplete="off" maxlength="200">
        </form>
        </header>
        """
                .formatted(root, root + assets.path("icon.svg"), toMenu);
    }

    private String menu(Document page) {
        return "<nav id=\"menu\" aria-label=\"All pages\">\n"
                + "<a class=\"from-menu\" href=\"#content\">Close the menu</a>\n"
                + list(page, navigation.children(navigation.home()))
                + "</nav>\n";
    }

    /** Only what leads to the page is opened, so that pages stay small. */
    private String list(Document page, List<Document> entries) {
        return entries.isEmpty()
                ? ""
                : entries.stream()
                        .map(entry -> entry(page, entry))
                        .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private String entry(Document page, Document entry) {
        var current = page.is(entry) ? " aria-current=\"page\"" : "";
        var below = navigation.isWithin(page, entry) ? list(page, navigation.children(entry)) : "";
        return "<li><a href=\"%s\"%s>%s</a>%s</li>\n"
                .formatted(href(page, entry), current, escaped(entry.title()), below);
    }

    private static String href(Document from, Document to) {
        return escaped(Links.href(from.source(), to));
    }

    private String above(Document page) {
        return navigation
                .parent(page)
                .filter(parent -> !parent.is(navigation.home()))
                .map(
                        parent ->
                                "<p class=\"above\"><a href=\"%s\">%s</a></p>\n"
                                        .formatted(href(page, parent), escaped(parent.title())))
                .orElse("");
    }

    private String listing(Document page) {
        var children = navigation.children(page);
        if (!page.source().isIndex() || !page.source().front().listing() || children.isEmpty()) {
            return "";
        }
        return children.stream()
                .map(
                        child ->
                                "<li><a href=\"%s\">%s</a><p>%s</p></li>\n"
                                        .formatted(
                                                href(page, child),
                                                escaped(child.title()),
                                                escaped(child.summary())))
                .collect(Collectors.joining("", "<ul class=\"cards\">\n", "</ul>\n"));
    }

    private String neighbours(Document page) {
        var previous = navigation.previous(page).map(other -> step(page, other, "prev", "Before"));
        var next = navigation.next(page).map(other -> step(page, other, "next", "Next"));
        return "<nav class=\"steps\" aria-label=\"Neighbouring pages\">\n"
                + previous.orElse("")
                + next.orElse("")
                + "</nav>\n";
    }

    private static String step(Document page, Document other, String relation, String word) {
        return "<a class=\"%s\" rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>\n"
                .formatted(relation, relation, href(page, other), word, escaped(other.title()));
    }

    private static String foot(Document page) {
        var own = page.source().path();
        return "<footer><p><a href=\"%s\">This page as Markdown</a> · <a href=\"%s\">All of it for language models</a></p></footer>\n"
                .formatted(
                        own.substring(own.lastIndexOf('/') + 1),
                        "../".repeat(page.source().depth()) + "llms.txt");
    }

    private static String contents(Document page) {
        var headings =
                page.headings().stream()
                        .filter(heading -> heading.level() > 1)
                        .filter(heading -> heading.level() <= DEEPEST_CONTENTS)
                        .toList();
        if (headings.size() < 2) {
            return "";
        }
        return headings.stream()
                .map(
                        heading ->
                                "<li class=\"level-%d\"><a href=\"#%s\">%s</a></li>\n"
                                        .formatted(
                                                heading.level(),
                                                heading.id(),
                                                escaped(heading.text())))
                .collect(Collectors.joining("", CONTENTS, "</ul>\n</nav>\n"));
    }
}
