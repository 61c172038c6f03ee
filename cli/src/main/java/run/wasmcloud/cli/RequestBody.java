package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What {@code --data} means. */
final class RequestBody {
    /** What a server keeps of a body at most. */
    private static final int MOST_STORED = 1 << 20;

    private RequestBody() {}

    /**
     * Returns the body; files and standard input are sent as they are read.
     *
     * @param data a text, {@code @} and a file's name, {@code -} for standard input, or null for no
     *     body
     */
    static BodyPublisher of(@Nullable String data, InputStream stdin) throws IOException {
        if (data == null) {
            return BodyPublishers.noBody();
        }
        if (data.equals("-")) {
            return BodyPublishers.ofInputStream(() -> stdin);
        }
        return data.startsWith("@")
                ? file(Path.of(data.substring(1)))
                : BodyPublishers.ofString(data);
    }

    private static BodyPublisher file(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return BodyPublishers.ofFile(file);
    }

    /** Returns the whole body, for what is stored before it is used. */
    static byte[] bytes(@Nullable String data, InputStream stdin) throws IOException {
        if (data == null) {
            return new byte[0];
        }
        if (data.equals("-")) {
            return bounded(stdin);
        }
        if (!data.startsWith("@")) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        try (var content = Files.newInputStream(Path.of(data.substring(1)))) {
            return bounded(content);
        }
    }

    private static byte[] bounded(InputStream content) throws IOException {
        var bytes = content.readNBytes(MOST_STORED + 1);
        if (bytes.length > MOST_STORED) {
            throw new CommandFailure(
                    ExitCode.LIMIT,
                    "Too large",
                    "The body has more than %s.".formatted(Quantities.bytes(MOST_STORED)),
                    "Call the function without --async.");
        }
        return bytes;
    }
}
