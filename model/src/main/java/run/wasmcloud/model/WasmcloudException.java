package run.wasmcloud.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An error that a person is told about: its message names the cause and the remedy and may be shown
 * to the caller.
 */
public class WasmcloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private @Nullable Instant retryAt;

    /** Makes an error with a message for the caller. */
    public WasmcloudException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    /** Makes an error with a message for the caller and its cause for the log. */
    public WasmcloudException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), cause);
    }

    /**
     * Makes an error with all that can be told.
     *
     * @param errors what is wrong in the request, field by field
     * @param cause for the log, or null
     */
    public WasmcloudException(
            ErrorCode code, String detail, List<FieldError> errors, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** Says from when on another try may succeed. */
    public WasmcloudException retryAt(Instant time) {
        retryAt = time;
        return this;
    }

    /** Returns from when on another try may succeed; empty when that is not known. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /** Returns the kind of error. */
    public ErrorCode code() {
        return code;
    }

    /** Returns what to tell the caller. */
    public String detail() {
        var message = getMessage();
        return message == null ? code.title() : message;
    }

    /** Returns what is wrong in the request, field by field. */
    public List<FieldError> errors() {
        return errors;
    }
}
