package run.wasmcloud.cgi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header lines of one response, and what they mean together. */
final class ResponseHeaders {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int FOUND = 302;
    private static final int NOT_MODIFIED = 304;
    private static final int UNSET = -1;

    /** What is between one server and its client only. RFC 9110 section 7.6.1. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private final CgiResponseLimits limits;
    private final boolean headRequest;
    private final List<CgiHeader> headers = new ArrayList<>();
    private int lines;
    private int status = UNSET;
    private long contentLength = UNSET;
    private boolean hasContentType;
    private boolean hasLocation;

    ResponseHeaders(CgiResponseLimits limits, boolean headRequest) {
        this.limits = limits;
        this.headRequest = headRequest;
    }

    /** Takes a line without its end; returns what is wrong with it, or null. */
    CgiResponse.@Nullable Bad add(byte[] line, int length) {
        lines++;
        if (lines == 1 && StatusLine.isOne(line, length)) {
            return setStatus(StatusLine.status(line, length), "the status line");
        }
        if (lines > limits.headers()) {
            return bad("too many header lines (expected: at most " + limits.headers() + ")");
        }
        var header = HeaderLine.parse(line, length);
        return header == null ? bad(HeaderLine.complaint(line, length, lines)) : take(header);
    }

    private CgiResponse.@Nullable Bad take(CgiHeader header) {
        var name = header.name().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "status" -> setStatus(StatusLine.code(header.value()), header.value());
            case "content-length" -> setContentLength(header.value());
            case "content-type" -> {
                var repeated = hasContentType;
                hasContentType = true;
                yield once(repeated, header);
            }
            case "location" -> {
                var repeated = hasLocation;
                hasLocation = true;
                yield once(repeated, header);
            }
            case "set-cookie" -> keep(SetCookie.withoutDomain(header));
            default -> HOP_BY_HOP.contains(name) ? null : keep(header);
        };
    }

    private CgiResponse.@Nullable Bad keep(CgiHeader header) {
        headers.add(header);
        return null;
    }

    private CgiResponse.@Nullable Bad once(boolean repeated, CgiHeader header) {
        return repeated ? bad(header.name() + " twice (expected: once)") : keep(header);
    }

    private CgiResponse.@Nullable Bad setStatus(int code, String source) {
        if (status != UNSET) {
            return bad("two statuses (expected: one Status header, or one status line)");
        }
        if (code < OK || code > 599) {
            return bad("status '" + HeaderLine.printable(source) + "' (expected: 200 to 599)");
        }
        status = code;
        return null;
    }

    private CgiResponse.@Nullable Bad setContentLength(String value) {
        if (contentLength != UNSET) {
            return bad("Content-Length twice (expected: once)");
        }
        contentLength = HeaderLine.number(value);
        return contentLength < 0
                ? bad(
                        "Content-Length '"
                                + HeaderLine.printable(value)
                                + "' (expected: a number of bytes)")
                : null;
    }

    /** Takes the blank line; returns the complete head, or what is wrong with it. */
    CgiResponse end() {
        if (status == UNSET && !hasContentType && !hasLocation) {
            return bad(
                    "the headers have no Content-Type, no Status and no Location"
                            + " (expected: one of them)");
        }
        var code = status == UNSET ? (hasLocation ? FOUND : OK) : status;
        var bodiless = code == NO_CONTENT || code == RESET_CONTENT || code == NOT_MODIFIED;
        return new CgiResponse.Head(
                code,
                headers,
                code == NO_CONTENT || code == RESET_CONTENT ? UNSET : contentLength,
                !headRequest && !bodiless);
    }

    private static CgiResponse.Bad bad(String reason) {
        return new CgiResponse.Bad(reason);
    }
}
