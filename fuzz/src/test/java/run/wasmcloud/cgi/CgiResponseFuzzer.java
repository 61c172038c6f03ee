package run.wasmcloud.cgi;

/** Any output is a response or tells why not, however it is divided. */
public final class CgiResponseFuzzer {
    private static final CgiResponseLimits LIMITS = new CgiResponseLimits(2_048, 20);

    private CgiResponseFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var flags = Byte.toUnsignedInt(input[0]);
        var head = (flags & 1) != 0;
        var whole = new CgiResponseParser(LIMITS, head);
        whole.accept(input, 1, input.length - 1);
        var response = whole.end();
        if (!response.equals(divided(input, head, 1 + (flags >> 1) % 16))) {
            throw new IllegalStateException("the answer depends on the parts: " + response);
        }
        switch (response) {
            case CgiResponse.Head answer -> requireSound(answer);
            case CgiResponse.Bad bad -> requireReason(bad);
            case CgiResponse.Incomplete _ ->
                    throw new IllegalStateException("incomplete at the output's end");
        }
    }

    private static CgiResponse divided(byte[] input, boolean head, int part) {
        var parser = new CgiResponseParser(LIMITS, head);
        for (int at = 1; at < input.length; at += part) {
            parser.accept(input, at, Math.min(part, input.length - at));
        }
        return parser.end();
    }

    private static void requireSound(CgiResponse.Head answer) {
        for (var header : answer.headers()) {
            var text = header.name() + header.value();
            if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalStateException("a header that splits the answer: " + header);
            }
        }
        if (answer.status() < 200 || answer.status() > 999) {
            throw new IllegalStateException("the status is " + answer.status());
        }
    }

    private static void requireReason(CgiResponse.Bad bad) {
        if (bad.reason().isBlank()) {
            throw new IllegalStateException("refused without a reason");
        }
    }
}
