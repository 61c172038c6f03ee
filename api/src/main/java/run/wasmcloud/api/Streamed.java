package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A document of any length that is written as it is made.
 *
 * @param fileName what a browser saves it as; null for what is no file
 */
record Streamed(String mediaType, @Nullable String fileName, Body body) {
    /** Returns Server-Sent Events. */
    static Streamed events(Body body) {
        return new Streamed("text/event-stream", null, body);
    }

    /** Writes the document; closing the stream is the caller's. */
    interface Body {
        void write(OutputStream stream) throws IOException;
    }

    Map<String, String> headers() {
        if (fileName == null) {
            return Map.of("Content-Type", mediaType, "Cache-Control", "no-store");
        }
        return Map.of(
                "Content-Type",
                mediaType,
                "Content-Disposition",
                "attachment; filename=\"%s\"".formatted(fileName));
    }
}
