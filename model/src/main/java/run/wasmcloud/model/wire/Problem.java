package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.ModuleReport;

import java.util.List;

/**
 * An error as {@code application/problem+json}. RFC 9457.
 *
 * @param type the address of a page about this kind of error
 * @param instance {@code urn:uuid:} and the request's id
 * @param errors what is wrong with single values; empty when the error is about the whole
 * @param report the module report, when the error is about a module
 * @param kind the outcome's kind, when a function's run failed
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<FieldError> errors,
        @Nullable ModuleReport report,
        @Nullable String kind) {
    public Problem {
        errors = List.copyOf(errors);
    }
}
