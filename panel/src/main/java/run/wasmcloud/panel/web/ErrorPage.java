package run.wasmcloud.panel.web;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;

import java.util.List;

/**
 * What went wrong and what to do.
 *
 * @param reference what the operator finds it by; empty when there is nothing to find
 */
public record ErrorPage(
        int status,
        String title,
        String detail,
        List<FieldError> errors,
        String remedy,
        String reference) {
    public ErrorPage {
        errors = List.copyOf(errors);
    }

    static ErrorPage of(ProblemException e) {
        var problem = e.problem();
        var wait = e.retryAfter().map(time -> Math.max(1, time.toSeconds()));
        return new ErrorPage(
                problem.status(),
                problem.title(),
                problem.detail(),
                problem.errors(),
                wait.map("Try again in %d s."::formatted).orElseGet(() -> remedy(problem.status())),
                problem.instance());
    }

    static ErrorPage of(RefusedException e) {
        return of(e.code(), e.detail(), "");
    }

    static ErrorPage of(ErrorCode code, String detail, String reference) {
        return new ErrorPage(
                code.status(), code.title(), detail, List.of(), remedy(code.status()), reference);
    }

    private static String remedy(int status) {
        return switch (status) {
            case 403 -> "Ask an administrator of this installation if you think that you may.";
            case 404 -> "Check the address, or begin from your functions.";
            case 409, 412 -> "Load the page anew: somebody has changed it meanwhile.";
            case 413 -> "Send less, or ask for a plan with more room.";
            case 429 -> "Wait a moment, then try again.";
            case 500 -> "Tell the operator the reference below.";
            case 502, 503, 504 -> "Try again in a moment.";
            default -> "Go back and try it otherwise.";
        };
    }
}
