package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;

import org.apache.commons.fileupload.FileUploadBase.FileUploadIOException;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.MultipartStream.MalformedStreamException;
import org.apache.commons.fileupload.ParameterParser;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), in memory, each within a bound of its
 * own.
 */
final class FormParts {
    static final String MEDIA_TYPE = "multipart/form-data";
    private static final int LONGEST_BOUNDARY = 70;
    private static final int BUFFER = 64 * 1024;
    private static final String DISPOSITION = "content-disposition:";

    private final Map<String, byte[]> parts;

    private FormParts(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    /** Returns a part's content; empty when it was not sent. */
    Optional<byte[]> find(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /**
     * Reads a body to its end.
     *
     * @param contentType the media type with its parameters
     * @param bounds the most bytes of each part that there may be
     * @throws WasmcloudException {@code MALFORMED_REQUEST} when it is no such body, {@code
     *     INVALID_VALUE} when there is another part, or one twice, {@code TOO_LARGE}
     */
    static FormParts read(InputStream body, String contentType, Map<String, Long> bounds) {
        try {
            var stream = new MultipartStream(body, boundary(contentType), BUFFER, null);
            var parts = new FormParts(read(stream, bounds));
            passRest(body);
            return parts;
        } catch (PartTooLarge e) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "The part %s may have at most %d bytes here".formatted(e.name, e.most));
        } catch (MalformedStreamException | FileUploadIOException e) {
            throw malformed();
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the client went away before the body's end", e);
        }
    }

    private static byte[] boundary(String contentType) {
        var boundary = parameters(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST,
                    "The Content-Type names no boundary (expected: %s; boundary=…)"
                            .formatted(MEDIA_TYPE));
        }
        return boundary.getBytes(US_ASCII);
    }

    private static Map<String, String> parameters(String header) {
        var parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    private static Map<String, byte[]> read(MultipartStream stream, Map<String, Long> bounds)
            throws IOException {
        var parts = new HashMap<String, byte[]>();
        for (var more = stream.skipPreamble(); more; more = stream.readBoundary()) {
            var name = name(stream.readHeaders());
            var most = bounds.get(name);
            if (most == null) {
                throw ApiRequest.invalid(
                        "/" + shown(name),
                        "there is no such part (expected: %s)"
                                .formatted(String.join(", ", new TreeSet<>(bounds.keySet()))));
            }
            if (parts.containsKey(name)) {
                throw ApiRequest.invalid("/" + name, "the part is there twice (expected: once)");
            }
            parts.put(name, content(stream, name, most));
        }
        return parts;
    }

    /** What comes behind the last boundary has no meaning. RFC 2046, section 5.1.1. */
    private static void passRest(InputStream body) throws IOException {
        if (body.readNBytes(BUFFER).length == BUFFER) {
            throw malformed();
        }
    }

    private static byte[] content(MultipartStream stream, String name, long most)
            throws IOException {
        var content = new BoundedBytes(name, most);
        stream.readBodyData(content);
        return content.toByteArray();
    }

    private static String name(String headers) {
        return Arrays.stream(headers.split("\r\n", -1))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
                .findFirst()
                .map(line -> parameters(line.substring(DISPOSITION.length())).get("name"))
                .orElseThrow(FormParts::malformed);
    }

    private static String shown(String name) {
        return name.length() > LONGEST_BOUNDARY ? name.substring(0, LONGEST_BOUNDARY) + "…" : name;
    }

    private static WasmcloudException malformed() {
        return new WasmcloudException(
                ErrorCode.MALFORMED_REQUEST,
                "The body is no %s (expected: parts with a Content-Disposition that names them, up to the last boundary)"
                        .formatted(MEDIA_TYPE));
    }

    /** A part is longer than it may be. */
    private static final class PartTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        final String name;
        final long most;

        PartTooLarge(String name, long most) {
            super(name);
            this.name = name;
            this.most = most;
        }
    }

    private static final class BoundedBytes extends java.io.OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final String name;
        private final long most;

        BoundedBytes(String name, long most) {
            this.name = name;
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            requireRoom(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            requireRoom(length);
            bytes.write(source, offset, length);
        }

        private void requireRoom(int more) throws IOException {
            if (bytes.size() + (long) more > most) {
                throw new PartTooLarge(name, most);
            }
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
