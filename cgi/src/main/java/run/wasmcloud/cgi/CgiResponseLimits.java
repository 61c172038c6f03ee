package run.wasmcloud.cgi;

/**
 * The bounds of a response's headers.
 *
 * @param headerBytes the most bytes from the first to the blank line that ends the headers
 * @param headers the most header lines
 */
public record CgiResponseLimits(int headerBytes, int headers) {
    /** 32 KiB and 100 header lines. */
    public static final CgiResponseLimits DEFAULT = new CgiResponseLimits(32 * 1024, 100);

    public CgiResponseLimits {
        if (headerBytes < 1 || headers < 1) {
            throw new IllegalArgumentException(
                    "%d bytes, %d headers (expected: at least 1)".formatted(headerBytes, headers));
        }
    }
}
