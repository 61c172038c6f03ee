package run.wasmcloud.model;

import java.util.Locale;

/** The kinds of error that a person or a program meets, each with its place in HTTP. */
public enum ErrorCode {
    MALFORMED_REQUEST(Blame.CALLER, 400, "Malformed request"),
    NOT_SIGNED_IN(Blame.CALLER, 401, "Not signed in"),
    WRONG_CREDENTIALS(Blame.CALLER, 401, "Wrong e-mail address or password"),
    NOT_ALLOWED(Blame.CALLER, 403, "Not allowed"),
    SUSPENDED(Blame.GUEST, 403, "The function is suspended"),
    QUOTA_REACHED(Blame.CALLER, 403, "Quota reached"),
    NOT_FOUND(Blame.CALLER, 404, "Not found"),
    METHOD_NOT_ALLOWED(Blame.CALLER, 405, "Method not allowed"),
    NAME_TAKEN(Blame.CALLER, 409, "Name taken"),
    CONFLICT(Blame.CALLER, 409, "Conflict"),
    REQUEST_UNDER_WAY(Blame.CALLER, 409, "The same request is under way"),
    PRECONDITION_FAILED(Blame.CALLER, 412, "Changed meanwhile"),
    TOO_LARGE(Blame.CALLER, 413, "Too large"),
    WRONG_MEDIA_TYPE(Blame.CALLER, 415, "Wrong media type"),
    INVALID_VALUE(Blame.CALLER, 422, "Invalid value"),
    KEY_REUSED(Blame.CALLER, 422, "Idempotency key used for another request"),
    INVALID_MODULE(Blame.CALLER, 422, "The module cannot run"),
    COMPILE_LIMIT(Blame.CALLER, 422, "The module takes too much to compile"),
    HEADERS_TOO_LARGE(Blame.CALLER, 431, "Request headers too large"),
    MONTH_USED_UP(Blame.CALLER, 429, "The month's quota is used up"),
    TOO_MANY_REQUESTS(Blame.CAPACITY, 429, "Too many requests"),
    GUEST_EXITED(Blame.GUEST, 502, "The function exited with an error"),
    GUEST_TRAPPED(Blame.GUEST, 502, "The function crashed"),
    GUEST_BAD_RESPONSE(Blame.GUEST, 502, "The function's response is not valid"),
    GUEST_DENIED(Blame.GUEST, 502, "The function tried what its policy forbids"),
    GUEST_LIMIT_REACHED(Blame.GUEST, 502, "The function reached a limit"),
    GUEST_TIMED_OUT(Blame.GUEST, 504, "The function took too much"),
    LOOP_DETECTED(Blame.GUEST, 508, "The request goes round in circles"),
    UNAVAILABLE(Blame.CAPACITY, 503, "Unavailable for the moment"),
    INTERNAL(Blame.PLATFORM, 500, "Internal error");

    private final Blame blame;
    private final int status;
    private final String title;

    ErrorCode(Blame blame, int status, String title) {
        this.blame = blame;
        this.status = status;
        this.title = title;
    }

    /** Returns whose fault this kind of error is. */
    public Blame blame() {
        return blame;
    }

    /** Returns the HTTP status that answers it. */
    public int status() {
        return status;
    }

    /** Returns the short sentence that every error of this kind has in common. */
    public String title() {
        return title;
    }

    /** Returns the last part of the problem type's address, for example {@code name-taken}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
