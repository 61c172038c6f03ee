package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a command writes, for a test that waits for some of it. */
final class Transcript extends ByteArrayOutputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public synchronized void write(int b) {
        super.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        super.write(source, offset, length);
        notifyAll();
    }

    /** Waits until the text so far has a match, and returns the last one. */
    synchronized MatchResult await(String regex) throws InterruptedException {
        var pattern = Pattern.compile(regex);
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!pattern.matcher(text()).find()) {
            var left = (end - System.nanoTime()) / 1_000_000;
            assertThat(left).as("waited for '%s' in: %s", regex, text()).isPositive();
            wait(left);
        }
        return pattern.matcher(text()).results().reduce((_, last) -> last).orElseThrow();
    }

    synchronized String text() {
        return toString(StandardCharsets.UTF_8);
    }
}
