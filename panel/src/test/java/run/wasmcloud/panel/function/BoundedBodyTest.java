package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class BoundedBodyTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static BoundedBody read(InputStream body, int most, Duration time) throws IOException {
        return BoundedBody.read(body, most, time);
    }

    @Test
    void readsToTheEnd() throws IOException {
        var body = read(new ByteArrayInputStream("hello".getBytes(US_ASCII)), 5, LONG);

        assertThat(body.bytes()).asString(US_ASCII).isEqualTo("hello");
        assertThat(body.cut()).isEmpty();
    }

    @Test
    void readsNoMoreThanItsBound() throws IOException {
        var body = read(new ByteArrayInputStream(new byte[2_049]), 2_048, LONG);

        assertThat(body.bytes()).hasSize(2_048);
        assertThat(body.cut()).isEqualTo("Only the first 2 KiB are shown.");
    }

    @Test
    void readsNoLongerThanItsTime() throws IOException {
        var body = read(new Endless(), 10, Duration.ofMillis(50));

        assertThat(body.bytes()).asString(US_ASCII).isEqualTo("a");
        assertThat(body.cut()).startsWith("The function was still writing");
    }

    @Test
    void tellsThatTheConnectionWasCut() throws IOException {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("cut");
                    }
                };

        assertThat(read(broken, 10, LONG).cut()).startsWith("The connection was cut");
    }

    /** Gives one byte, and then nothing until it is closed. */
    private static final class Endless extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);
        private boolean given;

        @Override
        public int read() {
            throw new UnsupportedOperationException("by the buffer only");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!given) {
                given = true;
                buffer[offset] = 'a';
                return 1;
            }
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
