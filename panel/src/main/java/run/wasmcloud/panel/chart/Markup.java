package run.wasmcloud.panel.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes elements of HTML and SVG; all text and attribute values are escaped. */
final class Markup {
    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    Markup begin(String element, Object... attributes) {
        tag(element, attributes);
        written.append('>');
        open.push(element);
        return this;
    }

    /** Ends the element that began last. */
    Markup end() {
        written.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Writes an element with nothing in it. */
    Markup empty(String element, Object... attributes) {
        return begin(element, attributes).end();
    }

    /** Writes an element with a text in it. */
    Markup element(String element, String text, Object... attributes) {
        return begin(element, attributes).text(text).end();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    private void tag(String element, Object... attributes) {
        written.append('<').append(element);
        for (var index = 0; index < attributes.length; index += 2) {
            written.append(' ').append(attributes[index]).append("=\"");
            escape(value(attributes[index + 1]));
            written.append('"');
        }
    }

    /** A coordinate needs no more than two decimals. */
    private static String value(Object value) {
        if (value instanceof Double number) {
            var rounded = Math.round(number * 100) / 100.0;
            return rounded == Math.rint(rounded)
                    ? String.valueOf((long) rounded)
                    : String.format(Locale.ROOT, "%s", rounded);
        }
        return String.valueOf(value);
    }

    private void escape(String text) {
        text.codePoints().forEach(this::escape);
    }

    private void escape(int character) {
        switch (character) {
            case '&' -> written.append("&amp;");
            case '<' -> written.append("&lt;");
            case '>' -> written.append("&gt;");
            case '"' -> written.append("&quot;");
            case '\'' -> written.append("&#39;");
            default -> written.appendCodePoint(isPrintable(character) ? character : '\uFFFD');
        }
    }

    /** Neither a control character nor half of a pair: what browsers and XML take. */
    private static boolean isPrintable(int character) {
        return character == '\n'
                || character == '\t'
                || (!Character.isISOControl(character)
                        && Character.getType(character) != Character.SURROGATE);
    }

    /** Returns what was written; every element has ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> has not ended");
        }
        return written.toString();
    }
}
