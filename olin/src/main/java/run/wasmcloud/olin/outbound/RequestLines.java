package run.wasmcloud.olin.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The text of a request, read from its beginning on. */
final class RequestLines {
    private static final int LONGEST_HEAD = 32 * 1024;
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,7})[ \\t]*(;.*)?");

    private final byte[] text;
    private int position;
    private int headBytes;

    RequestLines(byte[] text) {
        this.text = text;
    }

    /** Returns the next line that is not empty: some senders begin with line ends. */
    String nextAfterEmptyOnes() throws RequestException {
        var line = next();
        while (line.isEmpty()) {
            line = next();
        }
        return line;
    }

    /** Returns the next line without its end, each char one byte. */
    String next() throws RequestException {
        var end = position;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        if (end == text.length) {
            throw new RequestException("the request ends within its head or a chunk's");
        }
        headBytes += end + 1 - position;
        if (headBytes > LONGEST_HEAD) {
            throw new RequestException(
                    "the request's head is too long (expected: at most %d bytes)"
                            .formatted(LONGEST_HEAD));
        }
        var withoutReturn = end > position && text[end - 1] == '\r' ? end - 1 : end;
        var line =
                new String(text, position, withoutReturn - position, StandardCharsets.ISO_8859_1);
        position = end + 1;
        return line;
    }

    /** Returns so many bytes. */
    byte[] bytes(int count) throws RequestException {
        if (count > text.length - position) {
            throw new RequestException(
                    "the request's body ends after %d bytes (expected: %d)"
                            .formatted(text.length - position, count));
        }
        position += count;
        return Arrays.copyOfRange(text, position - count, position);
    }

    /** Returns a chunked body without its coding; trailers are dropped. RFC 9112, section 7.1. */
    byte[] chunks() throws RequestException {
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(bytes(size));
            if (!next().isEmpty()) {
                throw new RequestException("a chunk is longer than its size");
            }
            headBytes = 0;
        }
        while (!next().isEmpty()) {
            // A trailer.
        }
        return body.toByteArray();
    }

    private int chunkSize() throws RequestException {
        var line = CHUNK_SIZE.matcher(next());
        if (!line.matches()) {
            throw new RequestException("a chunk's size is bad (expected: a hexadecimal number)");
        }
        return Integer.parseInt(line.group(1), 16);
    }

    /** Nothing but line ends may follow the request. */
    void requireEnd() throws RequestException {
        for (var i = position; i < text.length; i++) {
            if (text[i] != '\r' && text[i] != '\n') {
                throw new RequestException(
                        "%d bytes follow the request (expected: none; a body needs Content-Length"
                                        .formatted(text.length - position)
                                + " or chunked coding)");
            }
        }
    }
}
