package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.RunEnded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(30)
class RequestBodyTest {
    private final Semaphore largeBodies = new Semaphore(1);

    private RequestBody body(InputStream stream, long most) {
        return new RequestBody(() -> stream, most, largeBodies);
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static byte[] readAll(RequestBody body) {
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[7_777];
        for (int n = 0; n >= 0; n = body.read(chunk, 5, 7_000, deadline())) {
            bytes.write(chunk, 5, n);
        }
        return bytes.toByteArray();
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void assertEnds(Outcome outcome, Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        RunEnded.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    /** Counts how far it has been read. */
    private static final class CountedStream extends ByteArrayInputStream {
        private final AtomicLong read = new AtomicLong();

        CountedStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            var count = super.read(target, offset, Math.min(length, 1_000));
            read.addAndGet(Math.max(count, 0));
            return count;
        }
    }

    @Test
    void givesTheBodyAsItIs() {
        for (var size : new int[] {0, 1, 65_536, 1_000_000}) {
            try (var body = body(new CountedStream(random(size)), size)) {
                assertThat(readAll(body)).isEqualTo(random(size));
                assertThat(body.discardRest(Duration.ZERO)).isTrue();
            }
        }
    }

    @Test
    void readsNothingBeforeItIsWanted() {
        var opened = new AtomicLong();
        try (var body =
                new RequestBody(
                        () -> {
                            opened.incrementAndGet();
                            return InputStream.nullInputStream();
                        },
                        10,
                        largeBodies)) {
            assertThat(body.read(new byte[1], 0, 0, deadline())).isZero();
            assertThat(body.discardRest(Duration.ZERO)).isTrue();
            assertThat(opened).hasValue(0);
        }
    }

    @Test
    void readsAheadABoundedAmount() {
        var stream = new CountedStream(random(1_000_000));
        try (var body = body(stream, 1_000_000)) {
            body.read(new byte[1], 0, 1, deadline());
            TestExecutor.await("a full buffer", () -> stream.read.get() >= 65_536);
            assertThat(stream.read.get()).isLessThan(70_000);

            body.readFurtherAhead();
            TestExecutor.await("all of it", () -> stream.read.get() == 1_000_000);

            assertThat(largeBodies.tryAcquire()).isFalse();
            var rest = readAll(body);
            assertThat(rest).hasSize(999_999).endsWith(random(1_000_000)[999_999]);
        }
        assertThat(largeBodies.tryAcquire()).isTrue();
    }

    @Test
    void endsARunWhoseBodyIsTooLong() {
        try (var body = body(new CountedStream(random(100)), 99)) {
            assertEnds(new Outcome.Cancelled(), () -> readAll(body));
            assertThat(body.isTooLarge()).isTrue();
            assertThat(body.discardRest(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void endsARunWhoseBodyBreaksOff() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }
                };
        try (var body = body(broken, 99)) {
            assertEnds(new Outcome.Cancelled(), () -> readAll(body));
            assertThat(body.isTooLarge()).isFalse();
        }
    }

    @Test
    void endsARunWhoseClientIsSilentAtItsDeadline() throws IOException {
        try (var client = new PipedOutputStream();
                var body = body(new PipedInputStream(client), 99)) {
            assertEnds(
                    new Outcome.LimitReached(RunLimit.TIME),
                    () -> body.read(new byte[1], 0, 1, Deadline.after(Duration.ofMillis(20))));
            assertThat(body.discardRest(Duration.ofMillis(20))).isFalse();
        }
    }

    @Test
    void letsTheRestGoBy() {
        var stream = new CountedStream(random(1_000_000));
        try (var body = body(stream, 1_000_000)) {
            body.read(new byte[1], 0, 1, deadline());

            assertThat(body.discardRest(Duration.ofSeconds(20))).isTrue();
            assertThat(stream.read).hasValue(1_000_000);
        }
    }
}
