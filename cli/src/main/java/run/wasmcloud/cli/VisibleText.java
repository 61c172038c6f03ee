package run.wasmcloud.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 piece by piece and makes it harmless for a terminal; only line ends and tabs keep
 * their effect. What is no UTF-8 becomes U+FFFD.
 */
final class VisibleText {
    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /** Returns the text of the next bytes; a character that is not complete waits for the rest. */
    String of(byte[] bytes, int offset, int count) {
        var input =
                ByteBuffer.allocate(rest.remaining() + count)
                        .put(rest)
                        .put(bytes, offset, count)
                        .flip();
        var text = CharBuffer.allocate(input.remaining() + LONGEST_CHARACTER);
        decoder.decode(input, text, false);
        rest = input.slice();
        return escaped(text.flip().toString());
    }

    private static String escaped(String text) {
        var result = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(point -> append(result, point));
        return result.toString();
    }

    private static void append(StringBuilder result, int point) {
        if (point == '\n' || point == '\t') {
            result.append((char) point);
        } else {
            TerminalText.append(result, point);
        }
    }
}
