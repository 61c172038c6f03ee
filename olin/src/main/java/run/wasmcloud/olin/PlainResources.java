package run.wasmcloud.olin;

import run.wasmcloud.model.LogLevel;

import java.io.IOException;
import java.util.Arrays;

/** The resources that need nothing from outside. */
final class PlainResources {
    private PlainResources() {}

    /** Nothing to read; forgets what is written. */
    record NullResource() implements Resource {
        @Override
        public int read(Span target) {
            return 0;
        }

        @Override
        public int write(Span source) {
            return source.length();
        }
    }

    /** Zero bytes without end; forgets what is written. */
    record ZeroResource(OlinRun run) implements Resource {
        @Override
        public int read(Span target) throws IOException {
            return run.chunks()
                    .fill(target, (bytes, count) -> Arrays.fill(bytes, 0, count, (byte) 0));
        }

        @Override
        public int write(Span source) {
            return source.length();
        }
    }

    /** Random bytes without end. */
    record RandomResource(OlinRun run) implements Resource {
        @Override
        public int read(Span target) throws IOException {
            var random = run.run().request().random();
            return run.chunks().fill(target, (bytes, _) -> random.fill(bytes));
        }

        @Override
        public int write(Span source) {
            return OlinError.UNKNOWN.code();
        }
    }

    /**
     * The function's log: each write is a line.
     *
     * @param prefix what each line begins with
     */
    record LogResource(OlinRun run, String prefix) implements Resource {
        /** Returns the log; a name comes before each line with a colon, unless it is empty. */
        static LogResource of(OlinRun run, String name) {
            return new LogResource(run, name.isEmpty() ? "" : name.replaceAll("\\R", " ") + ": ");
        }

        @Override
        public int read(Span target) {
            return 0;
        }

        @Override
        public int write(Span source) {
            run.logLines().add(LogLevel.INFO, prefix, GuestText.whole(source), source.length());
            return source.length();
        }
    }
}
