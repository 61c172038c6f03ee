package run.wasmcloud.panel.function;

import run.wasmcloud.panel.chart.Quantity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a function answered.
 *
 * @param headers names and values, in order
 * @param text what was read of the body; bytes that are no text as their figures
 * @param bytes how many were read
 * @param cut why there may be more; empty when that is all
 * @param millis the time until its end, or until it was cut
 */
public record ConsoleAnswer(
        int status,
        List<Map.Entry<String, String>> headers,
        String text,
        int bytes,
        String cut,
        long millis) {
    private static final int DUMPED = 512;
    private static final int DUMP_WIDTH = 16;
    private static final int FIRST_ERROR = 400;

    public ConsoleAnswer {
        headers = List.copyOf(headers);
    }

    static ConsoleAnswer of(
            int status, List<Map.Entry<String, String>> headers, BoundedBody body, long millis) {
        var bytes = body.bytes();
        return new ConsoleAnswer(
                status,
                headers,
                text(bytes, !body.cut().isEmpty()),
                bytes.length,
                body.cut(),
                millis);
    }

    private static String text(byte[] bytes, boolean cut) {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(
                                cut ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT);
        try {
            var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? VisibleText.of(text) : dump(bytes);
        } catch (CharacterCodingException e) {
            return dump(bytes);
        }
    }

    private static String dump(byte[] bytes) {
        var dump = new StringBuilder();
        var shown = Math.min(DUMPED, bytes.length);
        for (var from = 0; from < shown; from += DUMP_WIDTH) {
            var row = Arrays.copyOfRange(bytes, from, Math.min(from + DUMP_WIDTH, shown));
            dump.append("%04x  ".formatted(from))
                    .append(HexFormat.ofDelimiter(" ").formatHex(row))
                    .append('\n');
        }
        return dump + (bytes.length > DUMPED ? "…" : "");
    }

    /** Returns the size of what was read. */
    public String size() {
        return Quantity.BYTES.text(bytes);
    }

    /** Returns the time it took. */
    public String time() {
        return Quantity.MICROS.text(millis * 1_000);
    }

    /** Tells whether the function, or the platform for it, says that it failed. */
    public boolean failed() {
        return status >= FIRST_ERROR;
    }
}
