package run.wasmcloud.docs.build;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An index of all words, for a search in the reader's browser. Sections of pages are found: a
 * section is what stands below one heading. For each word it has pairs of numbers: how many
 * sections further, and how much the word weighs there.
 */
final class SearchIndex {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]{2,40}");
    private static final int EXCERPT_LENGTH = 140;
    private static final int HEAVIEST = 99;

    private final List<List<Object>> sections = new ArrayList<>();
    private final Map<String, Map<Integer, Integer>> words = new TreeMap<>();

    /** One section while it is read. */
    private static final class Section {
        private final String address;
        private final String heading;
        private final StringBuilder text = new StringBuilder();

        private Section(String address, String heading) {
            this.address = address;
            this.heading = heading;
        }
    }

    void add(Document page) {
        for (var section : sections(page)) {
            var number = sections.size();
            var text = section.text.toString().strip().replaceAll("\\s+", " ");
            sections.add(List.of(section.address, page.title(), section.heading, excerpt(text)));
            count(page.title(), number, section.heading.isEmpty() ? 20 : 3);
            count(section.heading, number, 10);
            count(text, number, 1);
        }
    }

    private static List<Section> sections(Document page) {
        var found = new ArrayList<Section>();
        found.add(new Section(page.source().htmlPath(), ""));
        page.root()
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Heading heading) {
                                var known = page.byNode().get(heading);
                                if (known != null && known.level() > 1) {
                                    found.add(
                                            new Section(
                                                    page.source().htmlPath() + "#" + known.id(),
                                                    known.text()));
                                }
                            }

                            @Override
                            public void visit(Text text) {
                                say(text.getLiteral());
                            }

                            @Override
                            public void visit(Code code) {
                                say(code.getLiteral());
                            }

                            @Override
                            public void visit(FencedCodeBlock code) {
                                say(" " + code.getLiteral());
                            }

                            @Override
                            public void visit(IndentedCodeBlock code) {
                                say(" " + code.getLiteral());
                            }

                            @Override
                            public void visit(SoftLineBreak lineBreak) {
                                say(" ");
                            }

                            @Override
                            public void visit(Paragraph paragraph) {
                                say(" ");
                                visitChildren(paragraph);
                            }

                            @Override
                            public void visit(ListItem item) {
                                say(" ");
                                visitChildren(item);
                            }

                            @Override
                            public void visit(CustomNode node) {
                                say(node instanceof TableCell ? " " : "");
                                visitChildren(node);
                            }

                            @Override
                            protected void visitChildren(Node parent) {
                                super.visitChildren(parent);
                            }

                            private void say(String words) {
                                found.getLast().text.append(words);
                            }
                        });
        return found;
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT_LENGTH
                ? text
                : text.substring(0, Math.max(1, text.lastIndexOf(' ', EXCERPT_LENGTH))) + " …";
    }

    private void count(String text, int section, int weight) {
        var matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.computeIfAbsent(matcher.group(), _ -> new TreeMap<>())
                    .merge(section, weight, (a, b) -> Math.min(HEAVIEST, a + b));
        }
    }

    /** Returns the index as JSON. */
    byte[] json() {
        var index = new LinkedHashMap<String, Object>();
        index.put("sections", sections);
        var packed = new LinkedHashMap<String, List<Integer>>();
        words.forEach((word, places) -> packed.put(word, packed(places)));
        index.put("words", packed);
        return JsonMapper.shared().writeValueAsBytes(index);
    }

    private static List<Integer> packed(Map<Integer, Integer> places) {
        var packed = new ArrayList<Integer>();
        var last = 0;
        for (var place : places.entrySet()) {
            packed.add(place.getKey() - last);
            packed.add(place.getValue());
            last = place.getKey();
        }
        return packed;
    }
}
