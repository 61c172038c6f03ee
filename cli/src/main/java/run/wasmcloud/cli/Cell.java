package run.wasmcloud.cli;

/**
 * One entry of a {@link Table}.
 *
 * @param text harmless for a terminal
 */
record Cell(String text, Style style) {
    Cell {
        text = TerminalText.escaped(text);
    }

    static Cell of(Object value) {
        return new Cell(value.toString(), Style.PLAIN);
    }

    int width() {
        return text.codePointCount(0, text.length());
    }
}
