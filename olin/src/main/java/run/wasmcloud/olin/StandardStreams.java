package run.wasmcloud.olin;

import java.io.IOException;

/** Descriptors that lead to the standard streams; closing one does not close the stream. */
final class StandardStreams {
    private StandardStreams() {}

    /** Standard input. */
    record StandardInput(OlinRun run) implements Resource {
        @Override
        public int read(Span target) throws IOException {
            if (target.length() == 0) {
                return 0;
            }
            var buffer = run.chunks().buffer(target.length());
            var count = run.run().read(buffer, 0, Math.min(buffer.length, target.length()));
            if (count < 0) {
                return OlinError.END_OF_FILE.code();
            }
            target.store(0, buffer, count);
            return count;
        }

        @Override
        public int write(Span source) {
            return OlinError.UNKNOWN.code();
        }
    }

    /** Standard output. */
    record StandardOutput(OlinRun run) implements Resource {
        @Override
        public int read(Span target) {
            return OlinError.UNKNOWN.code();
        }

        @Override
        public int write(Span source) throws IOException {
            return run.chunks().drain(source, (bytes, count) -> run.run().write(bytes, 0, count));
        }
    }

    /** Standard error. */
    record StandardError(OlinRun run) implements Resource {
        @Override
        public int read(Span target) {
            return OlinError.UNKNOWN.code();
        }

        @Override
        public int write(Span source) throws IOException {
            return run.chunks()
                    .drain(source, (bytes, count) -> run.run().writeError(bytes, 0, count));
        }
    }
}
