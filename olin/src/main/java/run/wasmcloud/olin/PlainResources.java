package run.wasmcloud.olin;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
            return run.chunks().fill(target, (_, _) -> {});
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
     * @param prefix comes before each line with a colon; empty for none
     */
    record LogResource(OlinRun run, String prefix) implements Resource {
        @Override
        public int read(Span target) {
            return 0;
        }

        @Override
        public int write(Span source) {
            var text = new String(source.first(GuestText.LONGEST), StandardCharsets.UTF_8);
            run.run()
                    .log(
                            LogLevel.INFO,
                            LogSource.GUEST,
                            prefix.isEmpty() ? text : prefix + ": " + text);
            return source.length();
        }
    }
}
