package run.wasmcloud.cgi;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a CGI program's output as it comes, up to the blank line that ends its headers. What it
 * says depends on the bytes only, not on how they were divided. Never throws on what a program
 * wrote. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3875#section-6">RFC 3875 section 6</a>
 */
public final class CgiResponseParser {
    private static final CgiResponse.Incomplete INCOMPLETE = new CgiResponse.Incomplete();
    private static final int USUAL_LINE = 128;

    private final CgiResponseLimits limits;
    private final ResponseHeaders headers;
    private byte[] line = new byte[USUAL_LINE];
    private int lineLength;
    private int bytes;
    private int bodyOffset;
    private @Nullable CgiResponse response;

    /**
     * Makes a parser for one response.
     *
     * @param headRequest whether the request's method is HEAD
     */
    public CgiResponseParser(CgiResponseLimits limits, boolean headRequest) {
        this.limits = limits;
        this.headers = new ResponseHeaders(limits, headRequest);
    }

    /**
     * Takes a part of the output. Once the answer is not {@link CgiResponse.Incomplete}, it stays.
     *
     * @throws IndexOutOfBoundsException when the array has no such range
     */
    public CgiResponse accept(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        var at = offset;
        while (at < offset + length && response == null) {
            take(source[at++]);
        }
        bodyOffset = at;
        return response == null ? INCOMPLETE : response;
    }

    /**
     * Returns where the body begins in the part that was taken last, counted as its offset was: the
     * part's end when the body has not begun, its beginning when it had begun before.
     */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** Takes the output's end: what is still incomplete is bad. */
    public CgiResponse end() {
        if (response == null) {
            response =
                    new CgiResponse.Bad(
                            bytes == 0
                                    ? "no output (expected: header lines, a blank line, the body)"
                                    : "the output ended before the blank line that ends the"
                                            + " headers");
        }
        return response;
    }

    private void take(byte b) {
        bytes++;
        if (b == '\n') {
            endLine();
        } else if (bytes >= limits.headerBytes()) {
            response = tooLarge();
        } else {
            append(b);
        }
    }

    private void append(byte b) {
        if (lineLength == line.length) {
            line = Arrays.copyOf(line, 2 * lineLength);
        }
        line[lineLength++] = b;
    }

    private void endLine() {
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
        var finished = lineLength == 0 ? headers.end() : headers.add(line, lineLength);
        lineLength = 0;
        response = finished == null ? afterLine() : finished;
    }

    private @Nullable CgiResponse afterLine() {
        return bytes >= limits.headerBytes() ? tooLarge() : null;
    }

    private CgiResponse tooLarge() {
        return new CgiResponse.Bad(
                "the headers are too large (expected: at most %d bytes)"
                        .formatted(limits.headerBytes()));
    }
}
