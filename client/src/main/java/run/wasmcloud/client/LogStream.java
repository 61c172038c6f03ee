package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.LogItem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Lines of a log as they come. One thread reads; any may close it, which ends the reading. */
public final class LogStream implements AutoCloseable {
    private static final String DATA = "data: ";
    private static final String ID = "id: ";

    private final InputStream body;
    private final BufferedReader lines;
    private final Answers answers;
    private final URI api;
    private volatile boolean closed;
    private @Nullable String lastId;

    LogStream(InputStream body, Answers answers, URI api) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.answers = answers;
        this.api = api;
    }

    /**
     * Waits for the next line.
     *
     * @return null at the end: the API ends a stream from time to time, and when the token is valid
     *     no more
     * @throws UnreachableException when the connection breaks
     */
    public @Nullable LogItem next() {
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ID)) {
                    lastId = line.substring(ID.length());
                }
                if (line.startsWith(DATA)) {
                    return item(line.substring(DATA.length()));
                }
            }
            return null;
        } catch (IOException e) {
            if (closed) {
                return null;
            }
            throw new UnreachableException(
                    "The connection to %s broke (%s). Try again.".formatted(api, e.getMessage()),
                    e);
        }
    }

    /**
     * Returns the id of the last line that was read, to go on after it with another stream.
     *
     * @return null when there was none yet
     */
    public @Nullable String lastId() {
        return lastId;
    }

    private LogItem item(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return answers.read(() -> answers.json().read(bytes, LogItem.class));
    }

    @Override
    public void close() {
        closed = true;
        try {
            // Not the reader: whoever waits for a line holds its lock.
            body.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
