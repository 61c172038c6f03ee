package run.wasmcloud.panel.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What was read of a body that may be of any length and take any time. */
final class BoundedBody {
    private static final int BUFFER = 8192;

    private final byte[] bytes;
    private final String cut;

    BoundedBody(byte[] bytes, String cut) {
        this.bytes = bytes.clone();
        this.cut = cut;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Returns why there may be more; empty when that is all. */
    String cut() {
        return cut;
    }

    /** Reads until the body ends, it is longer than that, or the time is over; closes it. */
    static BoundedBody read(InputStream body, int most, Duration time) throws IOException {
        var reading = new Reading(body, most);
        var thread = Thread.ofVirtual().name("console-body").start(reading);
        try {
            var ended = thread.join(time);
            body.close();
            thread.join();
            return new BoundedBody(
                    reading.read.toByteArray(),
                    ended
                            ? reading.cut
                            : "The function was still writing after %d s."
                                    .formatted(time.toSeconds()));
        } catch (InterruptedException e) {
            body.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Reads on a thread of its own. */
    private static final class Reading implements Runnable {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final InputStream body;
        private final int most;
        private String cut = "";

        Reading(InputStream body, int most) {
            this.body = body;
            this.most = most;
        }

        @Override
        public void run() {
            var buffer = new byte[BUFFER];
            try {
                while (read.size() < most) {
                    var count = body.read(buffer, 0, Math.min(BUFFER, most - read.size()));
                    if (count < 0) {
                        return;
                    }
                    read.write(buffer, 0, count);
                }
                cut =
                        body.read() < 0
                                ? ""
                                : "Only the first %d KiB are shown.".formatted(most / 1024);
            } catch (IOException e) {
                cut = "The connection was cut: the run failed after its headers had gone out.";
            }
        }
    }
}
