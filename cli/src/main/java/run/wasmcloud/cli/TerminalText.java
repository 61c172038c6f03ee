package run.wasmcloud.cli;

import java.util.Locale;

/**
 * Text from elsewhere, made harmless for a terminal. What a guest writes could otherwise move the
 * cursor, change the window's title or reorder what a person reads.
 */
final class TerminalText {
    private TerminalText() {}

    /** Returns the text with its control characters written as escapes; a tab becomes a space. */
    static String escaped(String text) {
        return text.codePoints().allMatch(TerminalText::isHarmless) ? text : rewritten(text);
    }

    private static String rewritten(String text) {
        var result = new StringBuilder();
        text.codePoints().forEach(point -> append(result, point));
        return result.toString();
    }

    static void append(StringBuilder result, int point) {
        if (point == '\t') {
            result.append(' ');
        } else if (isHarmless(point)) {
            result.appendCodePoint(point);
        } else {
            result.append(escape(point));
        }
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : "\\u{%x}", point);
        };
    }

    static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
