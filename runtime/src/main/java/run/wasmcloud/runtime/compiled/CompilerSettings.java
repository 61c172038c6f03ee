package run.wasmcloud.runtime.compiled;

import java.time.Duration;

/**
 * How much of a node compiling may take.
 *
 * @param atOnce how many modules are compiled at once, each in a process of its own
 * @param threads how many threads each of them has
 * @param mostWaiting how many more wait for their turn; those after them are refused
 * @param longestWait how long they wait at most
 * @param mostCodeBytes the most machine code of a module, in bytes
 */
public record CompilerSettings(
        int atOnce, int threads, int mostWaiting, Duration longestWait, int mostCodeBytes) {
    private static final int WAITING = 64;
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int CODE_BYTES = 768 << 20;

    public CompilerSettings {
        if (atOnce < 1 || threads < 1 || mostWaiting < 0 || mostCodeBytes < 1) {
            throw new IllegalArgumentException(
                    "%d at once, %d threads, %d waiting, %d bytes (expected: more)"
                            .formatted(atOnce, threads, mostWaiting, mostCodeBytes));
        }
    }

    /** Returns the settings for a machine: two modules at once share its processors. */
    public static CompilerSettings forProcessors(int processors) {
        return new CompilerSettings(2, Math.max(1, processors / 2), WAITING, WAIT, CODE_BYTES);
    }
}
