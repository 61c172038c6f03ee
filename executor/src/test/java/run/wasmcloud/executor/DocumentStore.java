package run.wasmcloud.executor;

import java.util.ArrayList;
import java.util.List;

/** Keeps one document, as an object store does. */
final class DocumentStore {
    private final List<String> versions = new ArrayList<>();
    private int refusals;

    /** Returns what was stored, the newest last. */
    synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    /** Says at the next requests to store something that somebody else was quicker. */
    synchronized void refuse(int requests) {
        refusals = requests;
    }

    /** Answers one HTTP request. */
    synchronized String answer(String request) {
        var tag = "\"" + versions.size() + "\"";
        if (request.startsWith("GET")) {
            return versions.isEmpty()
                    ? answer(404, "X: y", "")
                    : answer(200, "ETag: " + tag, versions.getLast());
        }
        var expected = versions.isEmpty() ? "If-None-Match: *" : "If-Match: " + tag;
        if (refusals-- > 0 || !request.contains("\r\n" + expected + "\r\n")) {
            return answer(412, "X: y", "");
        }
        versions.add(request.split("\r\n\r\n", 2)[1]);
        return answer(201, "X: y", "");
    }

    private static String answer(int status, String field, String body) {
        return "HTTP/1.1 %d X\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, field, body.length(), body);
    }
}
