package run.wasmcloud.client;

/**
 * The JWT that says who is asking. Its text appears in no log: {@link #toString} hides it.
 *
 * @param text 1 to 8,192 visible ASCII characters
 */
public record AccessToken(String text) {
    private static final int LONGEST = 8_192;

    public AccessToken {
        if (text.isEmpty()
                || text.length() > LONGEST
                || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "a text of %d characters is no token (expected: 1 to %d visible ASCII characters)"
                            .formatted(text.length(), LONGEST));
        }
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
