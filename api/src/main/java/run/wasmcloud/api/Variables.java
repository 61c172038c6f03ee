package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.VariableBounds;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.VariableRequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Checks the variables that come with a request. */
final class Variables {
    private Variables() {}

    /**
     * Returns what is wrong with the variables of a version.
     *
     * @param pointer where they are in the request
     */
    static Stream<Optional<FieldError>> errors(
            String pointer, Map<String, @Nullable String> variables) {
        if (variables.size() > VariableBounds.MOST) {
            return Stream.of(
                    FieldErrors.error(
                            pointer,
                            "%d variables (expected: at most %d)"
                                    .formatted(variables.size(), VariableBounds.MOST)));
        }
        var each =
                variables.entrySet().stream()
                        .flatMap(entry -> errors(pointer, entry.getKey(), entry.getValue()));
        return Stream.concat(each, Stream.of(totalError(pointer, variables)));
    }

    private static Stream<Optional<FieldError>> errors(
            String pointer, String name, @Nullable String value) {
        var place = pointer + "/" + BodyForm.escaped(name);
        return Stream.of(
                VariableName.isValid(name)
                        ? Optional.empty()
                        : FieldErrors.error(
                                place,
                                "no name of a variable (expected: " + VariableName.FORM + ")"),
                valueError(place, value));
    }

    /** Returns variables in which nothing is wrong. */
    static SortedMap<String, String> checked(@Nullable Map<String, @Nullable String> variables) {
        var checked = new TreeMap<String, String>();
        if (variables != null) {
            variables.forEach(
                    (name, value) -> {
                        if (value != null) {
                            checked.put(name, value);
                        }
                    });
        }
        return checked;
    }

    /**
     * Returns the value in a request's body.
     *
     * @throws run.wasmcloud.model.WasmcloudException {@code INVALID_VALUE} when it is none
     */
    static String value(ApiRequest request) {
        var wanted =
                request.json(
                        VariableRequest.class,
                        each -> Stream.of(valueError("/value", each.value())));
        return String.valueOf(wanted.value());
    }

    /** Returns what is wrong with a value. */
    static Optional<FieldError> valueError(String pointer, @Nullable String value) {
        return value == null
                ? FieldErrors.error(pointer, "must be given, as text")
                : VariableBounds.complaint(value).map(text -> new FieldError(pointer, text));
    }

    private static Optional<FieldError> totalError(
            String pointer, Map<String, @Nullable String> variables) {
        var bytes =
                variables.entrySet().stream()
                        .mapToLong(
                                entry ->
                                        VariableBounds.bytes(entry.getKey())
                                                + (entry.getValue() == null
                                                        ? 0L
                                                        : VariableBounds.bytes(entry.getValue())))
                        .sum();
        return bytes > VariableBounds.TOTAL_BYTES
                ? FieldErrors.error(
                        pointer,
                        "%d bytes of names and values (expected: at most %d)"
                                .formatted(bytes, VariableBounds.TOTAL_BYTES))
                : Optional.empty();
    }

    /**
     * Returns the name of the variable in a request's path.
     *
     * @throws run.wasmcloud.model.WasmcloudException {@code INVALID_VALUE} when it is none
     */
    static VariableName name(ApiRequest request) {
        var errors = nameErrors(request.path("key"));
        FieldErrors.requireNone(errors.stream().map(Optional::of));
        return new VariableName(request.path("key"));
    }

    private static List<FieldError> nameErrors(String name) {
        return VariableName.isValid(name)
                ? List.of()
                : List.of(
                        new FieldError(
                                "",
                                "the path names no variable (expected: "
                                        + VariableName.FORM
                                        + ")"));
    }
}
