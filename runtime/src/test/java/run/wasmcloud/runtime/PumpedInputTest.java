package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Random;

class PumpedInputTest {
    private static final Deadline FAR = Deadline.after(Duration.ofMinutes(1));

    @Test
    void givesEveryByteInOrder() throws IOException {
        var bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);
        var read = new ByteArrayOutputStream();
        try (var input = new PumpedInput(new ByteArrayInputStream(bytes))) {
            var chunk = new byte[70_001];
            for (int count; (count = input.read(chunk, 1, 70_000, FAR)) >= 0; ) {
                read.write(chunk, 1, count);
            }
        }
        assertThat(read.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void endsAtTheDeadlineWhenNothingComes() throws IOException {
        try (var never = new PipedInputStream();
                var _ = new PipedOutputStream(never);
                var input = new PumpedInput(never)) {
            assertThatThrownBy(
                            () ->
                                    input.read(
                                            new byte[1],
                                            0,
                                            1,
                                            Deadline.after(Duration.ofMillis(20))))
                    .isInstanceOfSatisfying(
                            RunEnded.class,
                            ended ->
                                    assertThat(ended.outcome())
                                            .isEqualTo(new Outcome.LimitReached(RunLimit.TIME)));
        }
    }

    @Test
    void passesOnWhyTheStreamBroke() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the cable is cut");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return read();
                    }
                };
        try (var input = new PumpedInput(broken)) {
            assertThatThrownBy(() -> input.read(new byte[1], 0, 1, FAR))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the cable is cut");
        }
    }
}
