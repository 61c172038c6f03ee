package run.wasmcloud.api;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A document from the jar that is answered as it is. */
final class RawJson {
    private final byte[] bytes;

    private RawJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a resource that stands beside this class. */
    static RawJson ofResource(String name) {
        try (var stream = RawJson.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new RawJson(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String mediaType() {
        return "application/json";
    }

    byte[] bytes() {
        return bytes;
    }
}
