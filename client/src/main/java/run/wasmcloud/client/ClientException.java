package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

/** A request that did not succeed; its message names the cause and the remedy. */
public abstract sealed class ClientException extends RuntimeException
        permits ProblemException, UnexpectedAnswerException, UnreachableException {
    private static final long serialVersionUID = 1L;

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
