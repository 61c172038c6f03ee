package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class ResetStreamsTest {
    private static final int DATA = 0;
    private static final int RST_STREAM = 3;

    private final ResetStreams streams = new ResetStreams();
    private final List<Integer> gone = new ArrayList<>();

    private static byte[] preface() {
        return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    }

    private static byte[] frame(int type, int stream, int length) {
        var bytes = new ByteArrayOutputStream();
        for (int shift = 16; shift >= 0; shift -= 8) {
            bytes.write(length >> shift);
        }
        bytes.write(type);
        bytes.write(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(stream >> shift);
        }
        for (int i = 0; i < length; i++) {
            bytes.write(RST_STREAM);
        }
        return bytes.toByteArray();
    }

    private void watch(int stream) {
        streams.watch(stream, () -> gone.add(stream));
    }

    private void accept(int pieceBytes) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frame(DATA, 1, 70_000));
        bytes.writeBytes(frame(RST_STREAM, 3, 4));
        bytes.writeBytes(frame(DATA, 5, 0));
        bytes.writeBytes(frame(RST_STREAM, 7 | 1 << 31, 4));
        var all = bytes.toByteArray();
        streams.accept(preface());
        for (int at = 0; at < all.length; at += pieceBytes) {
            streams.accept(Arrays.copyOfRange(all, at, Math.min(all.length, at + pieceBytes)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 100_000})
    void tellsOfStreamsThatAreReset(int pieceBytes) {
        watch(1);
        watch(3);
        watch(5);
        watch(7);

        accept(pieceBytes);

        assertThat(gone).containsExactly(3, 7);
    }

    @Test
    void remembersWhatWasResetBeforeItIsWatched() {
        accept(1_000);

        watch(3);
        watch(1);

        assertThat(gone).containsExactly(3);
    }

    @Test
    void forgets() {
        watch(3);
        streams.forget(3);

        accept(1_000);
        streams.end();

        assertThat(gone).isEmpty();
    }

    @Test
    void endsAllStreamsWithTheConnection() {
        watch(1);

        streams.end();
        watch(3);

        assertThat(gone).containsExactly(1, 3);
    }

    @Test
    void doesNotTakeAnotherProtocolForFrames() {
        watch(3);

        streams.accept(frame(RST_STREAM, 3, 4));

        assertThat(gone).isEmpty();
    }

    @Test
    void remembersNoMoreThanItMust() {
        streams.accept(preface());
        for (int stream = 1; stream < 10_000; stream += 2) {
            streams.accept(frame(RST_STREAM, stream, 4));
        }

        watch(1);
        watch(9_999);

        assertThat(gone).containsExactly(9_999);
    }
}
