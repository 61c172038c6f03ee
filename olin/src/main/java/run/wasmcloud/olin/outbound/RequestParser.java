package run.wasmcloud.olin.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.x request. RFC 9112; lines may end with CRLF or LF, mixed. Whatever two readers
 * could understand differently is refused.
 */
final class RequestParser {
    private static final int MOST_FIELDS = 100;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e\\x80-\\xff]+) HTTP/1\\.[0-9]");
    private static final Pattern FIELD =
            Pattern.compile("(" + TOKEN + "):[ \\t]*([\\t\\x20-\\x7e\\x80-\\xff]*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final RequestLines lines;

    private RequestParser(byte[] text) {
        this.lines = new RequestLines(text);
    }

    /**
     * Reads a request.
     *
     * @throws RequestException with what is wrong
     */
    static GuestRequest parse(byte[] text) throws RequestException {
        return new RequestParser(text).read();
    }

    private GuestRequest read() throws RequestException {
        var line = REQUEST_LINE.matcher(lines.nextAfterEmptyOnes());
        if (!line.matches()) {
            throw new RequestException("the request line is bad (expected: METHOD /path HTTP/1.1)");
        }
        if (line.group(1).toUpperCase(Locale.ROOT).equals("CONNECT")) {
            throw new RequestException("the method CONNECT is not served");
        }
        var fields = fields();
        var request = new GuestRequest(line.group(1), line.group(2), fields, new byte[0]);
        return new GuestRequest(line.group(1), line.group(2), fields, body(request));
    }

    private List<Field> fields() throws RequestException {
        var fields = new ArrayList<Field>();
        for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
            if (fields.size() == MOST_FIELDS) {
                throw new RequestException(
                        "too many header fields (expected: at most %d)".formatted(MOST_FIELDS));
            }
            fields.add(field(line));
        }
        return fields;
    }

    private static Field field(String line) throws RequestException {
        var parts = FIELD.matcher(line);
        if (!parts.matches()) {
            throw new RequestException("a header field is bad (expected: Name: value)");
        }
        return new Field(parts.group(1), parts.group(2).strip());
    }

    private byte[] body(GuestRequest head) throws RequestException {
        var codings = head.values("Transfer-Encoding");
        var lengths = head.values("Content-Length").stream().distinct().toList();
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            throw new RequestException("both Transfer-Encoding and Content-Length");
        }
        var body = codings.isEmpty() ? sized(lengths) : chunked(codings);
        lines.requireEnd();
        return body;
    }

    private byte[] sized(List<String> lengths) throws RequestException {
        if (lengths.isEmpty()) {
            return new byte[0];
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new RequestException("the Content-Length is bad (expected: one number)");
        }
        return lines.bytes(Integer.parseInt(lengths.getFirst()));
    }

    private byte[] chunked(List<String> codings) throws RequestException {
        if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw new RequestException("the Transfer-Encoding is bad (expected: chunked)");
        }
        return lines.chunks();
    }
}
