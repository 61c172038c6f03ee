package run.wasmcloud.model;

import java.util.HexFormat;
import java.util.UUID;

/**
 * Names a trace: what happened in several systems for one cause. W3C Trace Context, section
 * 3.2.2.3.
 *
 * @param value its 16 bytes, not all zero
 */
public record TraceId(UUID value) {
    private static final int DIGITS = 32;
    private static final HexFormat HEX = HexFormat.of();

    public TraceId {
        if (value.getMostSignificantBits() == 0 && value.getLeastSignificantBits() == 0) {
            throw new IllegalArgumentException("a trace id of zeros (expected: another number)");
        }
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static TraceId parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException("'%s' (expected: 32 digits)".formatted(text));
        }
        return new TraceId(
                new UUID(
                        HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
                        HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS)));
    }

    /** Returns the form of {@code traceparent}: 32 hexadecimal digits in lower case. */
    @Override
    public String toString() {
        return HEX.toHexDigits(value.getMostSignificantBits())
                + HEX.toHexDigits(value.getLeastSignificantBits());
    }
}
