package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.cgi.CgiHeader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A request to a function, as its callers send it. Immutable. */
public final class Request {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private final String method;
    private final String target;
    private final List<CgiHeader> headers;
    private final byte[] body;

    private Request(String method, String target, List<CgiHeader> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Makes a request without headers or body.
     *
     * @param target path and query as they are sent: ASCII, other characters as {@code %} escapes
     * @throws IllegalArgumentException when HTTP has no such method or target
     */
    public static Request of(String method, String target) {
        require(TOKEN, method, "method", "a token, for example GET");
        require(TARGET, target, "target", "ASCII that begins with /, without spaces");
        return new Request(method, target, List.of(), new byte[0]);
    }

    /** Makes a GET request. */
    public static Request get(String target) {
        return of("GET", target);
    }

    /** Makes a POST request with a text, in UTF-8, as its body. */
    public static Request post(String target, String body) {
        return of("POST", target).withBody(body.getBytes(UTF_8));
    }

    /**
     * Returns this request with a further header; one name may have several values.
     *
     * @throws IllegalArgumentException when HTTP has no such header
     */
    public Request withHeader(String name, String value) {
        require(TOKEN, name, "header", "a token, for example Accept");
        require(VALUE, value, "value of " + name, "no control characters, no line ends");
        var more = new ArrayList<>(headers);
        more.add(new CgiHeader(name, value.strip()));
        return new Request(method, target, List.copyOf(more), body);
    }

    /** Returns this request with a body, which also has its length announced. */
    public Request withBody(byte[] newBody) {
        return new Request(method, target, headers, newBody.clone());
    }

    private static void require(Pattern form, String text, String what, String expected) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' (expected: %s)".formatted(what, text, expected));
        }
    }

    String method() {
        return method;
    }

    String path() {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns what follows the first question mark; an empty list when there is none. */
    List<String> query() {
        var query = target.indexOf('?');
        return query < 0 ? List.of() : List.of(target.substring(query + 1));
    }

    List<CgiHeader> headers() {
        return headers;
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
