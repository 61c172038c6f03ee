package run.wasmcloud.docs.build;

import org.commonmark.node.Node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A page that was parsed.
 *
 * @param source what it was parsed from
 * @param root its syntax tree
 * @param byNode its headings
 * @param title what it is called
 * @param summary a sentence or two, for lists of pages
 */
record Document(Source source, Node root, Map<Node, Heading> byNode, String title, String summary) {
    Document {
        byNode = Map.copyOf(byNode);
    }

    boolean is(Document other) {
        return source.path().equals(other.source().path());
    }

    /** Returns the anchors that a link may lead to. */
    Set<String> anchors() {
        return byNode.values().stream().map(Heading::id).collect(Collectors.toSet());
    }

    /** Returns the headings as they come. */
    List<Heading> headings() {
        return Headings.inOrder(root).stream().map(byNode::get).toList();
    }
}
