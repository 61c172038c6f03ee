package run.wasmcloud.olin.outbound;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The head of an answer as the guest reads it: HTTP/1.1 without transfer coding. RFC 9112. */
final class AnswerHead {
    /** Fields that are between us and the server. RFC 9110, section 7.6.1. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private AnswerHead() {}

    /** Returns status line, header fields and the blank line. */
    static byte[] of(ClassicHttpResponse response) {
        var text = new StringBuilder("HTTP/1.1 ").append(response.getCode()).append(' ');
        append(text, response.getReasonPhrase()).append("\r\n");
        for (var field : response.getHeaders()) {
            if (isForGuest(field, response)) {
                append(text, field.getName()).append(": ");
                append(text, field.getValue()).append("\r\n");
            }
        }
        return text.append(length(response))
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static StringBuilder append(StringBuilder text, @Nullable String part) {
        return part == null ? text : text.append(part.replace('\r', ' ').replace('\n', ' '));
    }

    private static boolean isForGuest(Header field, ClassicHttpResponse response) {
        var name = field.getName().toLowerCase(Locale.ROOT);
        var isOurs = name.equals("content-length") && response.getEntity() != null;
        return !isOurs && !HOP_BY_HOP.contains(name);
    }

    /** A length that is not known is not told: the body then goes to the end of file. */
    private static String length(ClassicHttpResponse response) {
        var entity = response.getEntity();
        return entity != null && entity.getContentLength() >= 0 && !entity.isChunked()
                ? "Content-Length: " + entity.getContentLength() + "\r\n"
                : "";
    }
}
