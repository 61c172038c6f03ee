package run.wasmcloud.olin.outbound;

import java.io.IOException;

/** An answer is longer than the run may receive. */
final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLongException(long most) {
        super("an answer is longer than %d bytes, which is the limit".formatted(most));
    }
}
