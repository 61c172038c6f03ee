package run.wasmcloud.panel.web;

import run.wasmcloud.model.ErrorCode;

/** The panel itself refuses a request; what it says is shown to the visitor. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;

    public RefusedException(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
        this.detail = detail;
    }

    static RefusedException notFound() {
        return new RefusedException(ErrorCode.NOT_FOUND, "There is no page at this address.");
    }

    ErrorCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
