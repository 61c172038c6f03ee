package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Progress progress(boolean terminal, Map<String, String> variables) {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream(new byte[0]);
        return new Progress(
                new Shell(
                        in,
                        stream,
                        stream,
                        terminal,
                        terminal,
                        terminal,
                        variables,
                        Clock.systemUTC()));
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsHowMuchIsSent() {
        assertThat(Progress.sending(0, 4 << 20))
                .isEqualTo("Sending [                        ] 0 % of 4.0 MiB");
        assertThat(Progress.sending(1 << 20, 4 << 20))
                .isEqualTo("Sending [######                  ] 25 % of 4.0 MiB");
        assertThat(Progress.sending(2048, -1)).isEqualTo("Sending: 2.0 KiB");
    }

    @Test
    void goesAwayOnceItIsOver() {
        var progress = progress(true, Map.of());

        progress.sent(10, 100);
        progress.sent(100, 100);
        progress.clear();
        progress.clear();

        assertThat(written())
                .isEqualTo(
                        "\r\u001b[KSending [##                      ] 10 % of 100 B"
                                + "\r\u001b[KSent 100 B; the server checks and compiles it"
                                + "\r\u001b[K");
    }

    @Test
    void saysWhatIsWaitedFor() {
        var progress = progress(true, Map.of());

        progress.waiting("Waiting for x");

        assertThat(written()).isEqualTo("\r\u001b[KWaiting for x … 0 s");
    }

    @Test
    void isForTerminalsThatCanEraseALineOnly() {
        for (var progress :
                new Progress[] {
                    progress(false, Map.of()), progress(true, Map.of("TERM", "dumb"))
                }) {
            progress.sent(1, 2);
            progress.waiting("x");
            progress.clear();
        }

        assertThat(written()).isEmpty();
    }
}
