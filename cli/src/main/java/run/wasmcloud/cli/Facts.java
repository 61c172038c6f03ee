package run.wasmcloud.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values, one pair a line, the values aligned. */
final class Facts {
    private final Map<String, String> facts = new LinkedHashMap<>();

    /** Adds a fact, unless its value is empty. */
    Facts with(String name, Object value) {
        var text = value.toString();
        if (!text.isEmpty()) {
            facts.put(name, TerminalText.escaped(text));
        }
        return this;
    }

    List<String> lines(boolean coloured) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        facts.forEach(
                (name, value) ->
                        lines.add(
                                Style.FAINT.paint(
                                                name + " ".repeat(width - name.length()), coloured)
                                        + "  "
                                        + value));
        return lines;
    }
}
