package run.wasmcloud.panel.function;

import java.time.Duration;
import java.util.Arrays;

/** The times that charts show. */
public enum Window {
    HOUR("1h", "1 hour", Duration.ofHours(1), Duration.ofMinutes(1)),
    DAY("24h", "24 hours", Duration.ofHours(24), Duration.ofMinutes(30)),
    WEEK("7d", "7 days", Duration.ofDays(7), Duration.ofHours(3)),
    MONTH("30d", "30 days", Duration.ofDays(30), Duration.ofHours(12));

    private final String word;
    private final String text;
    private final Duration time;
    private final Duration step;

    Window(String word, String text, Duration time, Duration step) {
        this.word = word;
        this.text = text;
        this.time = time;
        this.step = step;
    }

    /** Returns the window that an address names; the last hour for every other word. */
    public static Window of(String word) {
        return Arrays.stream(values())
                .filter(window -> window.word.equals(word))
                .findFirst()
                .orElse(HOUR);
    }

    /** Returns the word of addresses. */
    public String word() {
        return word;
    }

    /** Returns its length in words. */
    public String text() {
        return text;
    }

    /** Returns how long it is. */
    public Duration time() {
        return time;
    }

    /** Returns how long its steps are. */
    public Duration step() {
        return step;
    }
}
