package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What {@code --data} means. */
final class RequestBody {
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
}
