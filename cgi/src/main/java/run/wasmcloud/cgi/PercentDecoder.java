package run.wasmcloud.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Takes percent-encoding off. RFC 3986 section 2.1; {@code +} means itself. */
final class PercentDecoder {
    private static final int ESCAPE = 3;

    private PercentDecoder() {}

    /** Returns the position of the first escape that is none, or that stands for NUL; −1: none. */
    static int firstBadEscape(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + ESCAPE)) {
            if (octet(text, i) <= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the bytes that a text without bad escapes stands for. */
    static byte[] decode(String text) {
        var encoded = text.getBytes(UTF_8);
        return text.indexOf('%') < 0 ? encoded : decode(encoded);
    }

    private static byte[] decode(byte[] encoded) {
        var length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                encoded[length++] = (byte) ((digit(encoded[i + 1]) << 4) | digit(encoded[i + 2]));
                i += ESCAPE - 1;
            } else {
                encoded[length++] = encoded[i];
            }
        }
        return Arrays.copyOf(encoded, length);
    }

    private static int octet(String text, int at) {
        if (at + ESCAPE > text.length()) {
            return -1;
        }
        var high = digit(text.charAt(at + 1));
        var low = digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        var lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
