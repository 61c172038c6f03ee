package run.wasmcloud.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A status, as {@code HTTP/1.1 404 Not Found} or as the value of a {@code Status} header. */
final class StatusLine {
    private static final byte[] BEGINNING = "HTTP/1.".getBytes(ISO_8859_1);
    private static final int VERSION = BEGINNING.length;
    private static final int DIGITS = 3;

    private StatusLine() {}

    /** Tells whether a response's first line is a status line, well-formed or not. */
    static boolean isOne(byte[] line, int length) {
        return length > VERSION
                && Arrays.equals(line, 0, VERSION, BEGINNING, 0, VERSION)
                && HeaderLine.isDigit(line[VERSION]);
    }

    /** Returns the status of a status line; −1 when it has none. */
    static int status(byte[] line, int length) {
        var afterVersion = VERSION + 1;
        return length > afterVersion && line[afterVersion] == ' '
                ? code(new String(line, afterVersion, length - afterVersion, ISO_8859_1).strip())
                : -1;
    }

    /** Returns the three digits that a text begins with, alone or before a space; else −1. */
    static int code(String text) {
        if (text.length() < DIGITS || (text.length() > DIGITS && text.charAt(DIGITS) != ' ')) {
            return -1;
        }
        return (int) HeaderLine.number(text.substring(0, DIGITS));
    }
}
