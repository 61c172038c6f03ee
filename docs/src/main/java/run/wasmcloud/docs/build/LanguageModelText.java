package run.wasmcloud.docs.build;

import java.util.stream.Collectors;

/** The documentation for language models, after llmstxt.org: a list, and everything in one file. */
record LanguageModelText(Navigation navigation) {
    String list() {
        var home = navigation.home();
        return "# Wasmcloud\n\n> "
                + home.summary()
                + "\n\nAll pages in one file: [llms-full.txt](llms-full.txt)\n\n"
                + navigation.inOrder().stream()
                        .map(this::line)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(Document page) {
        var isSection =
                navigation.parent(page).map(navigation.home()::is).orElse(false)
                        && page.source().isIndex();
        return (isSection ? "\n## " + page.title() + "\n\n" : "")
                + "- [%s](%s)%s"
                        .formatted(
                                page.title(),
                                page.source().path(),
                                page.summary().isEmpty() ? "" : ": " + page.summary());
    }

    String all() {
        return navigation.inOrder().stream()
                .map(page -> "<!-- " + page.source().path() + " -->\n\n" + markdown(page))
                .collect(Collectors.joining("\n"));
    }

    /** Returns a page's own Markdown, with its title. */
    static String markdown(Document page) {
        var text = page.source().text().strip() + "\n";
        return text.startsWith("# ") ? text : "# " + page.title() + "\n\n" + text;
    }
}
