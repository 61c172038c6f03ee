package run.wasmcloud.panel.function;

/** Text that guests wrote, so that what is seen is what is there. */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Returns a text in which what cannot be seen is a mark: control characters but line ends and
     * tabs, and what changes the direction of the text around it.
     */
    public static String of(String text) {
        return text.codePoints()
                .map(character -> isVisible(character) ? character : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isVisible(int character) {
        return character == '\n'
                || character == '\t'
                || character == '\r'
                || !(Character.isISOControl(character)
                        || isDirection(character)
                        || Character.getType(character) == Character.SURROGATE);
    }

    private static boolean isDirection(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
