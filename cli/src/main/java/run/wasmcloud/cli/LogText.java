package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.wire.LogItem;

import java.time.ZoneId;

/** Writes log lines for people. */
record LogText(ZoneId zone, boolean coloured) {
    String line(LogItem item) {
        var time = Style.FAINT.paint(Quantities.preciseTime(item.at(), zone), coloured);
        var level =
                style(item.level()).paint("%-7s".formatted(WireJson.word(item.level())), coloured);
        return "%s  %s  %-8s  %s"
                .formatted(
                        time,
                        level,
                        WireJson.word(item.source()),
                        TerminalText.escaped(item.text()));
    }

    static Style style(LogLevel level) {
        return switch (level) {
            case ERROR -> Style.BAD;
            case WARNING -> Style.DOUBTFUL;
            case INFO -> Style.PLAIN;
        };
    }
}
