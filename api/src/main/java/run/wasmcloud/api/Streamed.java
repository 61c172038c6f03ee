package run.wasmcloud.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A document of any length that is written as it is made.
 *
 * @param fileName what a browser saves it as
 */
record Streamed(String mediaType, String fileName, Body body) {
    /** Writes the document; closing the stream is the caller's. */
    interface Body {
        void write(OutputStream stream) throws IOException;
    }

    Map<String, String> headers() {
        return Map.of(
                "Content-Type",
                mediaType,
                "Content-Disposition",
                "attachment; filename=\"%s\"".formatted(fileName));
    }
}
