package run.wasmcloud.olin.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes are a URL's authority, which the first byte has the length of, and a request, or tell
 * why not; the target of one has the one form that policies see: making it normal again changes
 * nothing.
 */
public final class RequestFuzzer {
    private RequestFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var split = Math.min(1 + Byte.toUnsignedInt(input[0]), input.length);
        var authority = new String(input, 1, split - 1, StandardCharsets.UTF_8);
        var text = Arrays.copyOfRange(input, split, input.length);
        try {
            var origin = Origin.parse("http", authority);
            requireNormal(origin.target(RequestParser.parse(text)));
        } catch (RequestException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new IllegalStateException("refused without a reason", e);
            }
        }
    }

    private static void requireNormal(Target target) throws RequestException {
        var again =
                Origin.parse("http", target.origin().substring("http://".length()))
                        .target(new GuestRequest("GET", target.path(), List.of(), new byte[0]));
        if (!again.equals(target)) {
            throw new IllegalStateException(target + " is not normal: " + again);
        }
        if (!target.url().matches("http://[a-z0-9.:\\[\\]-]+/[!-~]*")
                || target.path().split("\\?", 2)[0].matches(".*/\\.\\.?(/.*)?")) {
            throw new IllegalStateException(target.url() + " is no normal URL");
        }
    }
}
