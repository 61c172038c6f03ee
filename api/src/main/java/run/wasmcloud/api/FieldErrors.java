package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells all that is wrong with a request's values at once. */
final class FieldErrors {
    private FieldErrors() {}

    static Optional<FieldError> error(String pointer, String detail) {
        return Optional.of(new FieldError(pointer, detail));
    }

    /** Checks a text that must be given. */
    static Optional<FieldError> text(String pointer, @Nullable String text, int most) {
        return text == null || text.isBlank() || text.length() > most
                ? error(pointer, "must be given, with at most %d characters".formatted(most))
                : Optional.empty();
    }

    /** Checks a text that may be left out. */
    static Optional<FieldError> optionalText(String pointer, @Nullable String text, int most) {
        return text != null && text.length() > most
                ? error(
                        pointer,
                        "%d characters (expected: at most %d)".formatted(text.length(), most))
                : Optional.empty();
    }

    /**
     * Refuses the request when a check found something.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} with all that was found
     */
    static void requireNone(Stream<Optional<FieldError>> checks) {
        List<FieldError> errors = checks.flatMap(Optional::stream).toList();
        if (!errors.isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.INVALID_VALUE,
                    "The request has values that are not valid",
                    errors,
                    null);
        }
    }
}
