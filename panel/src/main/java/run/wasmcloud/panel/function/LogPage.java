package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * A part of a function's log, the newest line first.
 *
 * @param form what was looked for
 * @param older where the older lines are; empty when there are none
 * @param live where new lines come from
 */
public record LogPage(
        FunctionHead head, Form form, List<LogItem> lines, String older, String live) {
    public LogPage {
        lines = List.copyOf(lines);
    }

    /** Returns {@code true} for the level that was chosen. */
    public boolean chose(String level) {
        return form.text("level").equals(level);
    }
}
