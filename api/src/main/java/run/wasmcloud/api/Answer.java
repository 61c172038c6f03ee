package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a route answers when a plain 200 with a value is not it.
 *
 * @param body written as JSON; null for no body
 */
record Answer(int status, Map<String, String> headers, @Nullable Object body) {
    static Answer noContent() {
        return new Answer(204, Map.of(), null);
    }

    /** Answers that the rest is done later, or was nothing to do: which of the two, is not told. */
    static Answer accepted() {
        return new Answer(202, Map.of(), null);
    }

    /** Returns the answer that a route's value is. */
    static Answer of(Object value) {
        return value instanceof Answer given ? given : ok(value);
    }

    static Answer ok(Object body) {
        return new Answer(200, Map.of(), body);
    }

    /** Answers that something was made, and where it is. */
    static Answer created(String location, Object body) {
        return new Answer(201, Map.of("Location", location), body);
    }
}
