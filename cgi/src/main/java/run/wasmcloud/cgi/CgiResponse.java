package run.wasmcloud.cgi;

import java.util.List;
import java.util.OptionalLong;

/** What a CGI program's output has come to so far. */
public sealed interface CgiResponse {
    /** The blank line that ends the headers has not come yet. */
    record Incomplete() implements CgiResponse {}

    /**
     * The headers are complete and valid.
     *
     * @param status 200 to 599
     * @param headers what is to be sent, in the program's order; values hold a byte a character
     *     (ISO 8859-1)
     * @param contentLength the body's length in bytes as the program announced it; negative when it
     *     did not. Not among the headers
     * @param sendsBody whether the client may get a body: not in answer to HEAD, nor with 204, 205
     *     or 304
     */
    record Head(int status, List<CgiHeader> headers, long contentLength, boolean sendsBody)
            implements CgiResponse {
        public Head {
            headers = List.copyOf(headers);
        }

        /** Returns the body's length as the program announced it. */
        public OptionalLong announcedLength() {
            return contentLength < 0 ? OptionalLong.empty() : OptionalLong.of(contentLength);
        }
    }

    /**
     * The output is no valid response.
     *
     * @param reason what is wrong, for the caller and for the function's owner
     */
    record Bad(String reason) implements CgiResponse {}
}
