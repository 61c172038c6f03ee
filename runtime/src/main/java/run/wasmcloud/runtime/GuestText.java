package run.wasmcloud.runtime;

/** What a module or a guest calls things, made fit for people's eyes: it is hostile input. */
final class GuestText {
    private static final int LONGEST = 256;

    private GuestText() {}

    /**
     * Returns a text without what would steer a terminal or change the order of letters, cut after
     * {@value #LONGEST} of them. Usual names stay as they are.
     */
    static String of(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(
                        letter -> {
                            if (isPlain(letter)) {
                                shown.appendCodePoint(letter);
                            } else {
                                shown.append("\\u{%x}".formatted(letter));
                            }
                        });
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    private static boolean isPlain(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
