package run.wasmcloud.cli;

/** How a terminal sets a text off. */
enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    DOUBTFUL("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns the text in this style, or as it is without colour. */
    String paint(String text, boolean coloured) {
        return coloured && this != PLAIN && !text.isEmpty()
                ? "\u001b[" + code + "m" + text + "\u001b[0m"
                : text;
    }
}
