package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.Problem;

import tools.jackson.core.JacksonException;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells an API's answers from problems and from what no API would say. */
record Answers(URI api, WireJson json) {
    /**
     * Returns an answer that succeeded.
     *
     * @throws ProblemException when it is a problem
     * @throws UnexpectedAnswerException when it is something else
     */
    HttpResponse<byte[]> accepted(HttpResponse<byte[]> response) {
        if (isSuccess(response)) {
            return response;
        }
        throw refusal(response, response.body());
    }

    static boolean isSuccess(HttpResponse<?> response) {
        return response.statusCode() / 100 == 2;
    }

    /** Returns what an answer that did not succeed is to the caller. */
    ClientException refusal(HttpResponse<?> response, byte[] body) {
        return isProblem(response.headers())
                ? new ProblemException(
                        read(() -> json.read(body, Problem.class)), retryAfter(response.headers()))
                : new UnexpectedAnswerException(
                        "%s answered status %d without a problem (expected: a Wasmcloud API). Check the address."
                                .formatted(api, response.statusCode()),
                        null);
    }

    /** Reads JSON, blaming the server when it is of another form. */
    <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JacksonException e) {
            throw new UnexpectedAnswerException(
                    "%s answered what this client cannot read: %s. Check the address, or update the client."
                            .formatted(api, e.getOriginalMessage()),
                    e);
        }
    }

    static boolean isProblem(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
