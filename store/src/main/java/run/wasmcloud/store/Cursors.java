package run.wasmcloud.store;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;
import java.util.UUID;

/** Reads the cursors of lists, which come back from outside. */
final class Cursors {
    private Cursors() {}

    static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    static int number(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw invalid(e);
        }
    }

    private static WasmcloudException invalid(IllegalArgumentException cause) {
        var detail = "not a cursor of this list (expected: the 'next' of its last part)";
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE, detail, List.of(new FieldError("?cursor", detail)), cause);
    }
}
