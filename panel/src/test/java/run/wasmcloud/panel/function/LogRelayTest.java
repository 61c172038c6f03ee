package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.wire.LogItem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class LogRelayTest {
    private static final UUID RUN = new UUID(1, 2);

    private static LogItem line(String text) {
        var at = Instant.parse("2026-01-02T03:04:05Z");
        return new LogItem(at, RUN, LogLevel.WARNING, LogSource.GUEST, text);
    }

    /** Lines that are there already. */
    private static final class Ready implements LogRelay.Lines {
        private final Queue<LogItem> lines;
        private boolean closed;

        Ready(LogItem... lines) {
            this.lines = new ArrayDeque<>(List.of(lines));
        }

        @Override
        public @Nullable LogItem next() {
            return lines.poll();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void passesLinesOnAsEvents() throws IOException {
        var lines = new Ready(line("one"));
        var out = new ByteArrayOutputStream();

        new LogRelay(lines, Duration.ofHours(1)).write(out);

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        :\s

                        data: 2026-01-02T03:04:05Z warning guest %s
                        data: one

                        """
                                .formatted(RUN));
        assertThat(lines.closed).isTrue();
    }

    @Test
    void letsNoLineSayMoreThanItsText() throws IOException {
        var out = new ByteArrayOutputStream();

        new LogRelay(new Ready(line("a\revent: x\n\ndata: y\r\n\0z")), Duration.ofHours(1))
                .write(out);

        assertThat(out.toString(UTF_8).lines().skip(3))
                .containsExactly(
                        "data: a",
                        "data: event: x",
                        "data: ",
                        "data: data: y",
                        "data: \uFFFDz",
                        "");
    }

    @Test
    void endsWhenTheBrowserHasGone() throws IOException {
        var closed = new CountDownLatch(1);
        var silent =
                new LogRelay.Lines() {
                    @Override
                    public @Nullable LogItem next() {
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return null;
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
        var gone =
                new OutputStream() {
                    private int flushes;

                    @Override
                    public void write(int octet) {}

                    @Override
                    public void flush() throws IOException {
                        if (++flushes > 1) {
                            throw new IOException("gone");
                        }
                    }
                };

        new LogRelay(silent, Duration.ofMillis(5)).write(gone);

        assertThat(closed.getCount()).isZero();
    }
}
