package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request's condition that what it changes is still what its sender saw. RFC 9110, section
 * 13.1.1.
 *
 * @param header the {@code If-Match} field's value; empty when there is no condition
 */
record IfMatch(Optional<String> header) {
    /** Returns the entity tag of a version, as it stands in the header fields. */
    static String tag(int number) {
        return "\"" + number + "\"";
    }

    /**
     * Refuses the request unless the condition holds.
     *
     * @param number the version that is there
     * @throws WasmcloudException {@code PRECONDITION_FAILED}
     */
    void require(int number) {
        if (header.isPresent() && !names(header.get(), tag(number))) {
            throw new WasmcloudException(
                    ErrorCode.PRECONDITION_FAILED,
                    "If-Match is %s (expected: %s, the present version): look at it again, and repeat"
                            .formatted(header.get(), tag(number)));
        }
    }

    boolean isGiven() {
        return header.isPresent();
    }

    private static boolean names(String header, String tag) {
        return Stream.of(header.split(",", -1))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
}
