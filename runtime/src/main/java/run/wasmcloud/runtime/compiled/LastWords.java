package run.wasmcloud.runtime.compiled;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a process says on its standard error: the beginning is kept, the rest is read and lost. */
final class LastWords {
    private static final int MOST_BYTES = 16 * 1024;
    private static final int LONGEST_WAIT_SECONDS = 5;

    private final CompletableFuture<String> text;

    private LastWords(CompletableFuture<String> text) {
        this.text = text;
    }

    static LastWords of(InputStream stderr) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual().name("compile-stderr").start(() -> text.complete(read(stderr)));
        return new LastWords(text);
    }

    private static String read(InputStream stderr) {
        try (stderr) {
            var kept = stderr.readNBytes(MOST_BYTES);
            stderr.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(its standard error could not be read: " + e.getMessage() + ")";
        }
    }

    /** Returns what a process that has ended said. */
    String text() {
        try {
            return text.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "(its standard error is still open)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        }
    }
}
