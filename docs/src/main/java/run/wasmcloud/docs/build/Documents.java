package run.wasmcloud.docs.build;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;

import java.util.List;
import java.util.Optional;

/** Parses pages. */
final class Documents {
    private static final int SUMMARY_LENGTH = 180;

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    Document parse(Source source) {
        var root = parser.parse(source.text());
        var byNode = Headings.of(root);
        var title =
                source.front()
                        .title()
                        .or(() -> byNode.values().stream().map(Heading::text).findFirst())
                        .orElse(source.path());
        var summary =
                source.front().summary().or(() -> firstParagraph(root)).map(Documents::shortened);
        return new Document(source, root, byNode, title, summary.orElse(""));
    }

    private static Optional<String> firstParagraph(Node root) {
        var found = new Paragraph[1];
        root.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Paragraph paragraph) {
                        if (found[0] == null) {
                            found[0] = paragraph;
                        }
                    }
                });
        return Optional.ofNullable(found[0]).map(Headings::text);
    }

    /** Cuts after the last sentence that fits, else between words. */
    private static String shortened(String text) {
        if (text.length() <= SUMMARY_LENGTH) {
            return text;
        }
        var cut = text.substring(0, SUMMARY_LENGTH);
        var sentence = cut.lastIndexOf(". ");
        return sentence > 0
                ? cut.substring(0, sentence + 1)
                : cut.substring(0, Math.max(1, cut.lastIndexOf(' '))) + " …";
    }
}
