package run.wasmcloud.olin;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.runtime.Run;

/** Writes what a guest says to its function's log, as lines of the guest. */
record LogLines(Run run) {
    /**
     * Adds a text: one line, or more where it has ends of line, so that no guest can write a line
     * that seems to be the platform's.
     *
     * @param prefix what each line begins with; without ends of line
     * @param text as far as it was read
     * @param bytes how long it is in the guest's memory
     */
    void add(LogLevel level, String prefix, String text, int bytes) {
        if (text.isEmpty()) {
            add(level, prefix);
        }
        text.lines().forEach(line -> add(level, prefix + line));
        if (bytes > GuestText.LONGEST) {
            run.log(
                    LogLevel.WARNING,
                    "a text of %d bytes was logged as far as its first %d"
                            .formatted(bytes, GuestText.LONGEST));
        }
    }

    private void add(LogLevel level, String line) {
        run.request().log().add(level, LogSource.GUEST, line);
    }
}
