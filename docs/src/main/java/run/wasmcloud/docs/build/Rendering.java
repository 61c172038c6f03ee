package run.wasmcloud.docs.build;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Renders a page's text as HTML. HTML inside it is shown, not obeyed. */
final class Rendering {
    /** Why a test does not run a block, where a reader sees it anyway. */
    private static final Set<String> OBVIOUS = Set.of("values", "terminal", "checkout");

    private final Links links;
    private final ImageSizes sizes;

    Rendering(Links links, ImageSizes sizes) {
        this.links = links;
        this.sizes = sizes;
    }

    String html(Document page) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .nodeRendererFactory(context -> new Nodes(page, context))
                .build()
                .render(page.root());
    }

    /** What is rendered in another way than commonmark's. */
    private final class Nodes implements NodeRenderer {
        private final Document page;
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        private Nodes(Document page, HtmlNodeRendererContext context) {
            this.page = page;
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(
                    Heading.class,
                    FencedCodeBlock.class,
                    IndentedCodeBlock.class,
                    Link.class,
                    Image.class,
                    TableBlock.class);
        }

        @Override
        public void render(Node node) {
            switch (node) {
                case Heading heading -> heading(heading);
                case FencedCodeBlock block ->
                        code(CodeInfo.of(String.valueOf(block.getInfo())), block.getLiteral());
                case IndentedCodeBlock block -> code(CodeInfo.of(""), block.getLiteral());
                case Link link -> link(link);
                case Image image -> image(image);
                default -> table(node);
            }
        }

        private void children(Node node) {
            for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }

        /** A heading is the link to itself, so that its name stays its text. */
        private void heading(Heading node) {
            var heading = page.byNode().get(node);
            if (heading == null) {
                throw new IllegalStateException("a heading came from another page");
            }
            var tag = "h" + heading.level();
            var linked = heading.level() > 1 && !(node.getFirstChild() instanceof Link);
            html.line();
            html.tag(tag, Map.of("id", heading.id()));
            if (linked) {
                html.tag("a", attributes("class", "anchor", "href", "#" + heading.id()));
            }
            children(node);
            if (linked) {
                html.tag("/a");
            }
            html.tag("/" + tag);
            html.line();
        }

        private void code(CodeInfo info, String code) {
            html.line();
            if (info.language().equals("widget")) {
                html.tag("div", attributes("id", code.strip(), "class", "widget"));
                html.raw("<noscript><p>This part of the page needs JavaScript.</p></noscript>");
                html.tag("/div");
                return;
            }
            html.tag("div", Map.of("class", "code"));
            info.needs().filter(reason -> !OBVIOUS.contains(reason)).ifPresent(this::needs);
            html.tag("pre", Map.of("tabindex", "0"));
            html.tag("code");
            html.raw(Highlighter.html(info.language(), code));
            html.tag("/code");
            html.tag("/pre");
            html.tag("/div");
            html.line();
        }

        private void needs(String reason) {
            html.tag("p", Map.of("class", "needs"));
            html.text("Needs: " + reason);
            html.tag("/p");
        }

        private void link(Link link) {
            switch (links.target(page, link.getDestination())) {
                case Links.Target.Address address ->
                        element("a", Map.of("href", address.href()), link);
                case Links.Target.InRepository file ->
                        element(
                                "span",
                                attributes(
                                        "class",
                                        "repository",
                                        "title",
                                        "In the source repository: "
                                                + file.file().toString().replace('\\', '/')),
                                link);
            }
        }

        private void image(Image image) {
            var destination = image.getDestination();
            if (links.target(page, destination) instanceof Links.Target.Address address) {
                var attributes = attributes("src", address.href(), "alt", Headings.text(image));
                attributes.putAll(sizes.of(page.source().origin().resolveSibling(destination)));
                html.tag("img", attributes, true);
            }
        }

        /** A wide table is scrolled by itself, also with the keyboard. */
        private void table(Node table) {
            html.line();
            html.raw("<div class=\"table\" tabindex=\"0\"><table>");
            for (var part = table.getFirstChild(); part != null; part = part.getNext()) {
                var tag = part instanceof TableHead ? "thead" : "tbody";
                html.tag(tag);
                for (var row = part.getFirstChild(); row != null; row = row.getNext()) {
                    html.tag("tr");
                    cells(row, part instanceof TableHead);
                    html.tag("/tr");
                }
                html.tag("/" + tag);
            }
            html.raw("</table></div>");
            html.line();
        }

        private void cells(Node row, boolean head) {
            for (var cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                if (head && !isEmpty(cell)) {
                    element("th", Map.of("scope", "col"), cell);
                } else {
                    element("td", Map.of(), cell);
                }
            }
        }

        private static boolean isEmpty(Node cell) {
            return cell.getFirstChild() == null;
        }

        private void element(String tag, Map<String, String> attributes, Node node) {
            html.tag(tag, attributes);
            children(node);
            html.tag("/" + tag);
        }

        private static Map<String, String> attributes(
                String name, String value, String name2, String value2) {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put(name, value);
            attributes.put(name2, value2);
            return attributes;
        }
    }
}
