package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.Problem;

import java.time.Duration;
import java.util.Optional;

/** The API refused a request and said why. */
public final class ProblemException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.title() + ": " + problem.detail(), null);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** Returns what the API said. */
    public Problem problem() {
        return problem;
    }

    /** Returns the HTTP status. */
    public int status() {
        return problem.status();
    }

    /** Returns how long the API asks to wait before another attempt. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
