package run.wasmcloud.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanFigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The fields and files of a form. A file is kept only behind a good form token, so browsers send
 * the token's field first.
 */
final class FormBody implements AutoCloseable {
    private static final int MOST_TEXT = 1 << 20;
    private static final int MOST_FIELDS = 200;
    private static final int BUFFER = 64 * 1024;
    private static final long MOST_FILE = PlanFigure.MODULE_BYTES.most();
    private static final String DISPOSITION = "content-disposition:";

    private final Predicate<String> isToken;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();
    private int room = MOST_TEXT;

    private FormBody(Predicate<String> isToken) {
        this.isToken = isToken;
    }

    /**
     * Reads a request's form to its end.
     *
     * @param isToken tells whether a form token is good
     * @throws RefusedException when the token is not, or the body is no form or too long
     */
    static FormBody read(ServerRequest request, Predicate<String> isToken) {
        var form = new FormBody(isToken);
        try {
            form.read(request);
            form.requireToken();
            return form;
        } catch (MultipartStream.MalformedStreamException e) {
            form.close();
            throw malformed();
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            form.close();
            throw new CloseConnectionException("the browser went away before the form's end", e);
        } catch (RuntimeException e) {
            form.close();
            throw e;
        }
    }

    private void read(ServerRequest request) throws IOException {
        var type = request.headers().value(HeaderNames.CONTENT_TYPE).orElse("");
        var lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("application/x-www-form-urlencoded")) {
            readFields(request.content().inputStream());
        } else if (lower.startsWith("multipart/form-data")) {
            readParts(request.content().inputStream(), type);
        } else {
            throw new RefusedException(
                    ErrorCode.WRONG_MEDIA_TYPE, "This address takes what its form sends.");
        }
    }

    private void readFields(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_TEXT + 1);
        if (bytes.length > MOST_TEXT) {
            throw tooLong();
        }
        for (var pair : new String(bytes, UTF_8).split("&", MOST_FIELDS + 1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private void put(String name, String value) {
        if (values.size() >= MOST_FIELDS) {
            throw malformed();
        }
        // Of boxes with one name, all that are ticked.
        values.merge(name, value, (one, other) -> one + "\n" + other);
    }

    private void readParts(InputStream body, String type) throws IOException {
        var stream = new MultipartStream(body, boundary(type), BUFFER, null);
        for (var more = stream.skipPreamble(); more; more = stream.readBoundary()) {
            var part = disposition(stream.readHeaders());
            var name = part.get("name");
            if (name == null) {
                throw malformed();
            }
            var fileName = part.get("filename");
            if (fileName == null) {
                put(name, text(stream));
            } else {
                requireToken();
                file(stream, name, fileName);
            }
        }
    }

    private static byte[] boundary(String type) {
        var boundary = parameters(type).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
            throw malformed();
        }
        return boundary.getBytes(UTF_8);
    }

    private static Map<String, String> disposition(String headers) {
        return Arrays.stream(headers.split("\r\n", -1))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
                .findFirst()
                .map(line -> parameters(line.substring(DISPOSITION.length())))
                .orElseThrow(FormBody::malformed);
    }

    private static Map<String, String> parameters(String header) {
        var parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    private String text(MultipartStream stream) throws IOException {
        var bytes = new ByteArrayOutputStream();
        room -= (int) copy(stream, bytes, room);
        return bytes.toString(UTF_8);
    }

    private void file(MultipartStream stream, String name, String fileName) throws IOException {
        var content = Files.createTempFile("panel-upload", null);
        var former = uploads.put(name, new Upload(fileName, content, 0));
        if (former != null) {
            Files.deleteIfExists(former.content());
        }
        try (var out = Files.newOutputStream(content)) {
            uploads.put(name, new Upload(fileName, content, copy(stream, out, MOST_FILE)));
        }
    }

    private static long copy(MultipartStream stream, OutputStream target, long most)
            throws IOException {
        return stream.readBodyData(new Bounded(target, most));
    }

    private void requireToken() {
        if (!isToken.test(values.getOrDefault(FormTokens.FIELD, ""))) {
            throw new RefusedException(
                    ErrorCode.NOT_ALLOWED,
                    "This form is out of date: it was made for another visit. Go back, load the"
                            + " page anew and send it once more.");
        }
    }

    private static RefusedException malformed() {
        return new RefusedException(
                ErrorCode.MALFORMED_REQUEST, "What was sent is no form that this page made.");
    }

    private static RefusedException tooLong() {
        return new RefusedException(
                ErrorCode.TOO_LARGE,
                "The form is too long (at most %d bytes of text, and %d bytes a file)."
                        .formatted(MOST_TEXT, MOST_FILE));
    }

    Map<String, String> values() {
        var shown = new HashMap<>(values);
        shown.remove(FormTokens.FIELD);
        return shown;
    }

    Map<String, Upload> uploads() {
        return uploads;
    }

    @Override
    public void close() {
        for (var upload : uploads.values()) {
            delete(upload.content());
        }
        uploads.clear();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(FormBody.class.getName())
                    .log(System.Logger.Level.WARNING, "an upload's file stays behind", e);
        }
    }

    /** Refuses what is too long as soon as it is. */
    private static final class Bounded extends OutputStream {
        private final OutputStream target;
        private long room;

        Bounded(OutputStream target, long room) {
            this.target = target;
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            target.write(bytes, offset, length);
        }

        private void take(int length) {
            room -= length;
            if (room < 0) {
                throw tooLong();
            }
        }
    }
}
