package run.wasmcloud.executor.edge;

import java.nio.file.Path;

/**
 * Where and how requests are logged.
 *
 * @param file the log; older ones are beside it, with {@code .1} for the newest of them
 * @param mostBytes how long a file gets before the next one is begun, in bytes
 * @param kept how many older ones are kept
 * @param waiting how many lines may wait to be written; what comes beyond them is counted only
 */
public record AccessLogSettings(
        Path file, AccessLogForm form, long mostBytes, int kept, int waiting) {
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int KEPT = 5;
    private static final int WAITING = 16_384;

    public AccessLogSettings {
        if (mostBytes < 1 || kept < 0 || waiting < 1) {
            throw new IllegalArgumentException(
                    "access log of %d bytes, %d kept, %d waiting (expected: 1, 0 and 1 or more)"
                            .formatted(mostBytes, kept, waiting));
        }
    }

    /** Returns the settings for a file: of 64 MiB, five older ones. */
    public static AccessLogSettings of(Path file, AccessLogForm form) {
        return new AccessLogSettings(file, form, MOST_BYTES, KEPT, WAITING);
    }
}
