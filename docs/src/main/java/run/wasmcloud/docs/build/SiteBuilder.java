package run.wasmcloud.docs.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Renders the site: the repository's Markdown, and pages that the program wrote of itself. */
public final class SiteBuilder {
    private static final List<String> SCRIPTS = List.of("docs.js", "search.js", "try.js");

    private final Path repository;
    private final Map<String, String> pages = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final byte[] tokens;
    private final byte[] icon;

    /**
     * Begins with the Markdown in a repository's folder {@code docs}.
     *
     * @param tokens a style sheet that names colours and sizes, which the site's own style uses
     * @param icon the product's mark, a drawing in SVG
     */
    public SiteBuilder(Path repository, byte[] tokens, byte[] icon) {
        this.repository = repository;
        this.tokens = tokens.clone();
        this.icon = icon.clone();
    }

    /** Adds a page that is in no file: its path below {@code docs} and its Markdown. */
    public SiteBuilder with(String path, String markdown) {
        pages.put(path, markdown);
        return this;
    }

    /** Adds a file as it is. */
    public SiteBuilder withFile(String path, byte[] bytes) {
        files.put(path, bytes.clone());
        return this;
    }

    /**
     * Writes the site into a folder.
     *
     * @return what is wrong with it, one sentence each: links that lead nowhere
     */
    public List<String> write(Path target) throws IOException {
        var documents = parse();
        var navigation = new Navigation(documents);
        var links = new Links(repository, documents);
        var folder = new SiteFolder(target);
        var assets = assets(folder, navigation);
        var template = new PageTemplate(navigation, assets);
        var rendering = new Rendering(links, new ImageSizes(repository));
        for (var page : navigation.inOrder()) {
            folder.write(page.source().htmlPath(), template.page(page, rendering.html(page)));
            folder.write(page.source().path(), LanguageModelText.markdown(page));
        }
        writeApart(folder, template);
        writeForModels(folder, new LanguageModelText(navigation));
        for (var image : links.images()) {
            folder.write(Links.imagePath(image), Files.readAllBytes(repository.resolve(image)));
        }
        for (var file : files.entrySet()) {
            folder.write(file.getKey(), file.getValue());
        }
        folder.finish();
        return links.broken();
    }

    /** Returns the Markdown of all pages by path, as readers get it. */
    public Map<String, String> markdown() throws IOException {
        var texts = new LinkedHashMap<String, String>();
        parse().forEach((path, page) -> texts.put(path, LanguageModelText.markdown(page)));
        return texts;
    }

    private Map<String, Document> parse() throws IOException {
        var documents = new Documents();
        var parsed = new TreeMap<String, Document>();
        new Sources(repository)
                .collect(pages)
                .forEach((path, source) -> parsed.put(path, documents.parse(source)));
        return parsed;
    }

    private Assets assets(SiteFolder folder, Navigation navigation) throws IOException {
        var assets = new Assets(folder);
        var index = new SearchIndex();
        navigation.inOrder().forEach(index::add);
        assets.add("icon.svg", icon);
        assets.add("docs.css", style());
        for (var script : SCRIPTS) {
            assets.addOwn(script);
        }
        assets.add("search.json", index.json());
        return assets;
    }

    private byte[] style() throws IOException {
        var style = new ByteArrayOutputStream();
        style.write(tokens);
        style.write(Assets.own("docs.css"));
        return style.toByteArray();
    }

    private static void writeApart(SiteFolder folder, PageTemplate template) throws IOException {
        folder.write(
                "search.html",
                template.apart("Search", "", Optional.of("search.js"), template.search()));
        folder.write(
                "404.html",
                template.apart(
                        "No such page",
                        "/",
                        Optional.empty(),
                        """
                        <h1>There is no such page</h1>
                        <p>It may have been moved. <a href="/index.html">Begin at the home page</a>, or search above.</p>
                        """));
    }

    private static void writeForModels(SiteFolder folder, LanguageModelText text)
            throws IOException {
        folder.write("llms.txt", text.list());
        folder.write("llms-full.txt", text.all());
    }
}
