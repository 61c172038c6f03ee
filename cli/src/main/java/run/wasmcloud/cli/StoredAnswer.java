package run.wasmcloud.cli;

import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.model.wire.StoredResultItem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a function answered to an asynchronous invocation, as the server keeps it. */
record StoredAnswer(StoredResultItem result) {
    private static final String BINARY = "base64";

    /**
     * Returns the last answer.
     *
     * @throws CommandFailure when there is none, with the reason
     */
    static StoredAnswer of(QueuedInvocationItem run) {
        return Optional.ofNullable(run.result())
                .map(StoredAnswer::new)
                .orElseThrow(() -> missing(run));
    }

    private static CommandFailure missing(QueuedInvocationItem run) {
        return run.finishedAt() == null
                ? new CommandFailure(
                        ExitCode.CONFLICT,
                        "No answer yet",
                        "The invocation has not ended; attempts so far: " + run.attempts() + ".",
                        "Wait for it: wasmcloud invocation %s --wait --result".formatted(run.id()))
                : new CommandFailure(
                        ExitCode.FAILURE,
                        "No answer",
                        "The function gave none"
                                + (run.reason() == null ? "." : ": " + run.reason()),
                        "Its log may tell: wasmcloud logs " + run.function());
    }

    private byte[] bytes() {
        return result.encoding().equals(BINARY)
                ? Base64.getDecoder().decode(result.body())
                : result.body().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the body as the function gave it; on a terminal, harmless. */
    ExitCode print(Shell shell) throws IOException {
        var code =
                new AnswerPrinter(shell, false)
                        .print(result.httpStatus(), new ByteArrayInputStream(bytes()));
        shell.flush();
        if (result.truncated()) {
            shell.err()
                    .println(
                            "Only the first %s of %s are kept."
                                    .formatted(
                                            Quantities.bytes(bytes().length),
                                            Quantities.bytes(result.bytes())));
        }
        return code;
    }

    /** Returns the body for a person. */
    List<String> lines() {
        return result.encoding().equals(BINARY)
                ? List.of("(No text: --result writes it.)")
                : result.body().lines().map(TerminalText::escaped).toList();
    }

    /** Says in short what it is. */
    String summary() {
        return "status %d, %s, %s"
                .formatted(
                        result.httpStatus(),
                        result.contentType() == null ? "of no type" : result.contentType(),
                        Quantities.bytes(result.bytes()));
    }
}
