package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.LogStream;
import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.panel.web.Reply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Passes the lines of a log on to a browser as server-sent events, as data that no browser takes
 * for a page. That the browser has gone shows when something is written, so something is written
 * from time to time.
 */
final class LogRelay implements Reply.Body {
    private static final Pattern ENDS = Pattern.compile("\\R");
    private static final byte[] BEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);

    private final Lines lines;
    private final Duration beat;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Where the lines come from. */
    interface Lines extends AutoCloseable {
        /** Waits for the next line; null at the end. */
        @Nullable LogItem next();

        /** Ends the waiting, too. */
        @Override
        void close();

        static Lines of(LogStream stream) {
            return new Lines() {
                @Override
                public @Nullable LogItem next() {
                    return stream.next();
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        }
    }

    /**
     * @param lines closed at the end
     * @param beat the time between signs of life
     */
    LogRelay(Lines lines, Duration beat) {
        this.lines = lines;
        this.beat = beat;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        var beating = Thread.ofVirtual().name("log-relay-beat").start(() -> beat(out));
        try (lines) {
            send(out, BEAT);
            for (var line = lines.next(); line != null; line = lines.next()) {
                send(out, event(line));
            }
        } catch (UnreachableException e) {
            // The browser asks again: an end is nothing to tell it of.
        } finally {
            ended.countDown();
            join(beating);
        }
    }

    private void beat(OutputStream out) {
        try {
            while (!ended.await(beat.toMillis(), TimeUnit.MILLISECONDS)) {
                send(out, BEAT);
            }
        } catch (IOException | RuntimeException e) {
            // The browser has gone: the end of the lines ends the relay.
            lines.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** The first line of an event's data is what is known of the line; what was written follows. */
    private static byte[] event(LogItem line) {
        var event =
                new StringBuilder("data: ")
                        .append(line.at())
                        .append(' ')
                        .append(line.level().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(line.source().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(line.invocation())
                        .append('\n');
        for (var part : ENDS.split(VisibleText.of(line.text()), -1)) {
            event.append("data: ").append(part).append('\n');
        }
        return event.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
