package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

/** What answered does not speak the API's language: a proxy, another server or a newer API. */
public final class UnexpectedAnswerException extends ClientException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
