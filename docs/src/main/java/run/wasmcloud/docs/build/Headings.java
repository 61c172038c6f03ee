package run.wasmcloud.docs.build;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds headings and gives each an anchor, as hosts of repositories name them. */
final class Headings {
    private final Set<String> taken = new HashSet<>();

    private Headings() {}

    static Map<Node, Heading> of(Node root) {
        var headings = new Headings();
        var found = new LinkedHashMap<Node, Heading>();
        for (var node : inOrder(root)) {
            var text = text(node);
            found.put(node, new Heading(node.getLevel(), headings.id(text), text));
        }
        return found;
    }

    static List<org.commonmark.node.Heading> inOrder(Node root) {
        var found = new ArrayList<org.commonmark.node.Heading>();
        root.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(org.commonmark.node.Heading heading) {
                        found.add(heading);
                    }
                });
        return found;
    }

    /** Returns what a node says, without markup. */
    static String text(Node node) {
        var text = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text part) {
                        text.append(part.getLiteral());
                    }

                    @Override
                    public void visit(Code part) {
                        text.append(part.getLiteral());
                    }

                    @Override
                    public void visit(SoftLineBreak lineBreak) {
                        text.append(' ');
                    }

                    @Override
                    public void visit(HardLineBreak lineBreak) {
                        text.append(' ');
                    }
                });
        return text.toString();
    }

    private String id(String text) {
        var base = slug(text);
        var id = base;
        for (var n = 1; !taken.add(id); n++) {
            id = base + "-" + n;
        }
        return id;
    }

    private static String slug(String text) {
        var kept = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .map(c -> c == ' ' ? '-' : c)
                .filter(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
                .forEach(kept::appendCodePoint);
        return kept.isEmpty() ? "section" : kept.toString();
    }
}
