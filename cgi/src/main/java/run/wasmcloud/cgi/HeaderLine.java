package run.wasmcloud.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** One header line of a response, without its end. RFC 9110 section 5. */
final class HeaderLine {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST_QUOTE = 60;

    private HeaderLine() {}

    /** Returns the line's name and value; null when it is malformed. */
    static @Nullable CgiHeader parse(byte[] line, int length) {
        var colon = tokenLength(line, length);
        if (colon == 0 || colon == length || line[colon] != ':') {
            return null;
        }
        var from = colon + 1;
        var to = length;
        while (from < to && isBlank(line[from])) {
            from++;
        }
        while (to > from && isBlank(line[to - 1])) {
            to--;
        }
        return firstBadByte(line, from, to) >= 0
                ? null
                : new CgiHeader(
                        new String(line, 0, colon, ISO_8859_1),
                        new String(line, from, to - from, ISO_8859_1));
    }

    /** Returns what is wrong with a line that is malformed. */
    static String complaint(byte[] line, int length, int number) {
        return "header line %d %s: '%s'"
                .formatted(
                        number,
                        fault(line, length),
                        printable(new String(line, 0, length, ISO_8859_1)));
    }

    private static String fault(byte[] line, int length) {
        if (isBlank(line[0])) {
            return "begins with white space (expected: a whole header a line)";
        }
        var name = tokenLength(line, length);
        if (name < length && line[name] == ':' && name > 0) {
            return "has a control character in its value";
        }
        for (int i = 0; i < length; i++) {
            if (line[i] == ':') {
                return "has no valid name (expected: letters, digits and hyphens, then a colon)";
            }
        }
        return "is not a header (expected: Name: value)";
    }

    private static int tokenLength(byte[] line, int length) {
        var i = 0;
        while (i < length && isTokenByte(line[i])) {
            i++;
        }
        return i;
    }

    private static int firstBadByte(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((line[i] >= 0 && line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isTokenByte(byte b) {
        var letter = b | 0x20;
        return (letter >= 'a' && letter <= 'z') || isDigit(b) || TOKEN_MARKS.indexOf(b) >= 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Returns the number that a text of 1 to 18 digits stands for; −1 for any other text. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = 10 * number + (text.charAt(i) - '0');
        }
        return number;
    }

    /** Returns the beginning of what a program wrote, with {@code ?} for what is not ASCII text. */
    static String printable(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            var c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return text.length() > LONGEST_QUOTE ? shown.append("...").toString() : shown.toString();
    }
}
