package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of one run: what the guest writes to standard error, line by line, what it and host
 * functions add, and what the platform says of the run. Bounded in the length of a line and in all;
 * what goes beyond is counted. First used by the guest's thread, then by the one that waited for
 * it.
 */
public final class RunLog implements GuestOutput, GuestLog {
    private static final int USUAL_LINE = 256;

    /** A line costs more to keep than its bytes: there are fewer short ones than would fit. */
    private static final int LEAST_BYTES_PER_LINE = 64;

    private static final int LINES_IN_ANY_CASE = 1_000;

    private final RunLimits limits;
    private final Consumer<List<Line>> sink;
    private byte[] line = new byte[0];
    private int length;
    private boolean lineCut;
    private String lastSaid = "";
    private long kept;
    private long keptLines;
    private long droppedLines;
    private long droppedBytes;

    /**
     * One line.
     *
     * @param text without its end; what a guest wrote is hostile input: escape it where it is shown
     */
    public record Line(LogLevel level, LogSource source, String text) {}

    /**
     * Makes the log of one run.
     *
     * @param sink is given lines in their order, as soon as they are whole
     */
    public RunLog(RunLimits limits, Consumer<List<Line>> sink) {
        this.limits = limits;
        this.sink = sink;
    }

    @Override
    public void write(byte[] source, int offset, int count, Deadline deadline) {
        var lines = new ArrayList<Line>();
        for (int i = offset; i < offset + count; i++) {
            if (source[i] == '\n') {
                endLine(lines);
            } else if (length < limits.logLineBytes()) {
                append(source[i]);
            } else {
                lineCut = true;
                droppedBytes++;
            }
        }
        give(lines);
    }

    private void append(byte b) {
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.max(USUAL_LINE, 2 * length));
        }
        line[length++] = b;
    }

    private void endLine(List<Line> lines) {
        if (keeps(length)) {
            lines.add(new Line(LogLevel.INFO, LogSource.STDERR, text()));
        }
        length = 0;
        lineCut = false;
    }

    /** Tells whether there is room for a line of so many bytes, and counts it either way. */
    private boolean keeps(int size) {
        var counted = Math.max(size, 1);
        if (kept + counted > limits.logBytes() || keptLines >= mostLines()) {
            droppedLines++;
            droppedBytes += size;
            kept = limits.logBytes();
            return false;
        }
        kept += counted;
        keptLines++;
        return true;
    }

    private long mostLines() {
        return Math.max(LINES_IN_ANY_CASE, limits.logBytes() / LEAST_BYTES_PER_LINE);
    }

    /** Adds a line of the guest's or of a host function's: what causes it is the guest. */
    @Override
    public void add(LogLevel level, LogSource source, String text) {
        var bytes = text.getBytes(UTF_8);
        if (bytes.length <= limits.logLineBytes()) {
            addWhole(level, source, text, bytes.length);
        } else {
            droppedBytes += bytes.length - limits.logLineBytes();
            addWhole(level, source, cut(bytes, limits.logLineBytes()), limits.logLineBytes());
        }
    }

    private void addWhole(LogLevel level, LogSource source, String text, int size) {
        if (keeps(size)) {
            give(List.of(new Line(level, source, text)));
            lastSaid = source == LogSource.PLATFORM ? text : lastSaid;
        }
    }

    /** Cuts UTF-8 where a character begins. */
    private static String cut(byte[] bytes, int most) {
        var end = most;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8) + "…";
    }

    private String text() {
        var end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        var text = new String(line, 0, end, UTF_8);
        return lineCut ? text + "…" : text;
    }

    /** Ends the guest's last line, and says what was dropped. */
    public void end() {
        var lines = new ArrayList<Line>(0);
        if (length > 0) {
            endLine(lines);
        }
        if (droppedLines > 0 || droppedBytes > 0) {
            lines.add(
                    new Line(
                            LogLevel.WARNING,
                            LogSource.PLATFORM,
                            "dropped %d lines and %d bytes in all: the log of a run is limited to %d bytes, a line to %d"
                                    .formatted(
                                            droppedLines,
                                            droppedBytes,
                                            limits.logBytes(),
                                            limits.logLineBytes())));
        }
        give(lines);
    }

    /**
     * Says something of the run; not bounded. What a host function has just said is not repeated.
     */
    public void say(LogLevel level, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        give(
                texts.stream()
                        .filter(text -> !text.equals(lastSaid))
                        .map(text -> new Line(level, LogSource.PLATFORM, shortened(text)))
                        .toList());
    }

    /** What the platform says may quote the guest. */
    private String shortened(String text) {
        var most = limits.logLineBytes();
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }

    private void give(List<Line> lines) {
        if (!lines.isEmpty()) {
            sink.accept(lines);
        }
    }
}
