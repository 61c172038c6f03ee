package run.wasmcloud.olin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that a guest gave: UTF-8 that ends with its range or at the first NUL before that. */
final class GuestText {
    /** No name, no URL and no log text that makes sense is longer, in bytes. */
    static final int LONGEST = 64 * 1024;

    private GuestText() {}

    /** Returns the text; empty when it is not UTF-8 or too long. */
    static Optional<String> strict(Span span) {
        var bytes = span.first(LONGEST + 1);
        var length = lengthToNul(bytes);
        return length > LONGEST ? Optional.empty() : decoded(bytes, length);
    }

    private static Optional<String> decoded(byte[] bytes, int length) {
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Returns the text as far as it is not too long, with what is not UTF-8 replaced. */
    static String lenient(Span span) {
        var bytes = span.first(LONGEST);
        return new String(bytes, 0, lengthToNul(bytes), StandardCharsets.UTF_8);
    }

    /** Returns all of a range as text, likewise: NULs do not end it. */
    static String whole(Span span) {
        return new String(span.first(LONGEST), StandardCharsets.UTF_8);
    }

    private static int lengthToNul(byte[] bytes) {
        var length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return length;
    }
}
