package run.wasmcloud.olin;

import run.wasmcloud.runtime.Run;

import java.io.IOException;

/** Copies ranges of a guest's memory piece by piece, so that none needs a buffer of its size. */
final class Chunks {
    private static final int LARGEST = 64 * 1024;

    /** Takes or fills one piece. */
    @FunctionalInterface
    interface Piece {
        void accept(byte[] bytes, int count) throws IOException;
    }

    private final Run run;
    private byte[] buffer = new byte[0];

    Chunks(Run run) {
        this.run = run;
    }

    /** Returns a buffer for this many bytes, or for the first of them when they are many. */
    byte[] buffer(int bytes) {
        var wanted = Math.min(bytes, LARGEST);
        if (buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        return buffer;
    }

    private byte[] exactly(int bytes) {
        var shared = buffer(bytes);
        return shared.length == bytes ? shared : new byte[bytes];
    }

    /** Passes all of a range on; the run's deadline ends it. */
    int drain(Span source, Piece sink) throws IOException {
        var bytes = buffer(source.length());
        for (int done = 0; done < source.length(); done += LARGEST) {
            var count = Math.min(LARGEST, source.length() - done);
            run.deadline().check();
            source.load(done, bytes, count);
            sink.accept(bytes, count);
        }
        return source.length();
    }

    /** Fills all of a range; the run's deadline ends it. */
    int fill(Span target, Piece supply) throws IOException {
        for (int done = 0; done < target.length(); done += LARGEST) {
            var bytes = exactly(Math.min(LARGEST, target.length() - done));
            run.deadline().check();
            supply.accept(bytes, bytes.length);
            target.store(done, bytes, bytes.length);
        }
        return target.length();
    }
}
