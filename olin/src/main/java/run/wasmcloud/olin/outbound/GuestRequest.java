package run.wasmcloud.olin.outbound;

import java.util.List;
import java.util.Optional;

/** A request as a guest wrote it, read but not yet judged. */
final class GuestRequest {
    private final String method;
    private final String target;
    private final List<Field> fields;
    private final byte[] body;

    GuestRequest(String method, String target, List<Field> fields, byte[] body) {
        this.method = method;
        this.target = target;
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    String method() {
        return method;
    }

    /** Returns the request line's target, each char one byte. */
    String target() {
        return target;
    }

    List<Field> fields() {
        return fields;
    }

    /** Returns the body without its transfer coding; not a copy. */
    byte[] body() {
        return body;
    }

    /** Tells whether the body is to be sent, even when it is empty. */
    boolean hasBody() {
        return body.length > 0
                || !values("Content-Length").isEmpty()
                || !values("Transfer-Encoding").isEmpty();
    }

    List<String> values(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
    }

    /**
     * Returns what the Host field names.
     *
     * @throws RequestException when it names no host, or there are several
     */
    Optional<Authority> host() throws RequestException {
        var hosts = values("Host");
        if (hosts.size() > 1) {
            throw new RequestException("several Host fields (expected: one)");
        }
        return hosts.isEmpty() || hosts.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(Authority.parse(hosts.getFirst()));
    }
}
