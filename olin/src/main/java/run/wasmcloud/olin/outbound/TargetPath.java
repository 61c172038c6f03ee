package run.wasmcloud.olin.outbound;

import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Normalises the target of a request line: what means the same to a server has one form, so that a
 * policy cannot be passed by another spelling. RFC 3986, sections 5.2.4 and 6.2.2.
 */
final class TargetPath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String OTHERS_ALLOWED = "!$&'()*+,;=:@/?";
    private static final int ESCAPE = 3;

    private TargetPath() {}

    /**
     * Returns path and query: dot segments resolved, escapes only where they are needed and in
     * upper case.
     *
     * @param target each char one byte, in origin form
     * @throws RequestException when it is in another form or an escape is broken
     */
    static String normalised(String target) throws RequestException {
        if (!target.startsWith("/")) {
            throw new RequestException(
                    "the request line's target does not begin with a slash (expected: a path)");
        }
        if (target.indexOf('#') >= 0) {
            throw new RequestException("the request line's target has a fragment (expected: none)");
        }
        var question = target.indexOf('?');
        return question < 0
                ? withoutDots(escaped(target))
                : withoutDots(escaped(target.substring(0, question)))
                        + escaped(target.substring(question));
    }

    private static String escaped(String text) throws RequestException {
        var result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%') {
                append(result, decoded(text, i), false);
                i += ESCAPE;
            } else {
                append(result, text.charAt(i), true);
                i++;
            }
        }
        return result.toString();
    }

    private static char decoded(String text, int at) throws RequestException {
        if (at + ESCAPE > text.length()
                || !HexFormat.isHexDigit(text.charAt(at + 1))
                || !HexFormat.isHexDigit(text.charAt(at + 2))) {
            throw new RequestException(
                    "the request line's target has a '%' without two hexadecimal digits");
        }
        return (char) HexFormat.fromHexDigits(text, at + 1, at + ESCAPE);
    }

    private static void append(StringBuilder result, char character, boolean asItStands) {
        if (isUnreserved(character) || (asItStands && OTHERS_ALLOWED.indexOf(character) >= 0)) {
            result.append(character);
        } else {
            result.append('%').append(HEX.toHexDigits((byte) character));
        }
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || UNRESERVED_MARKS.indexOf(character) >= 0;
    }

    private static String withoutDots(String path) {
        var kept = new ArrayDeque<String>();
        var segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            var last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> keepSlash(kept, last);
                case ".." -> {
                    kept.pollLast();
                    keepSlash(kept, last);
                }
                default -> kept.addLast(segments[i]);
            }
        }
        return kept.stream().collect(Collectors.joining("/", "/", ""));
    }

    private static void keepSlash(ArrayDeque<String> kept, boolean last) {
        if (last) {
            kept.addLast("");
        }
    }
}
