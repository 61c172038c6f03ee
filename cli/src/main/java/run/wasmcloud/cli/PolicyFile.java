package run.wasmcloud.cli;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.olin.policy.InvalidPolicyException;
import run.wasmcloud.olin.policy.Policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A policy file that was read and is valid.
 *
 * @param text what the file says
 */
public record PolicyFile(String text, Policy policy) {
    /** More bytes than a valid file can have, at 4 bytes a character. */
    private static final int MOST_BYTES = 256 * 1024;

    /**
     * Reads a policy file.
     *
     * @throws CommandFailure when it is no valid one, with each error's place
     */
    public static PolicyFile read(Path file) throws IOException {
        var text = text(file);
        try {
            return new PolicyFile(text, Policy.parse(text));
        } catch (InvalidPolicyException e) {
            throw invalid(file, e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
            throw new CommandFailure(
                    ExitCode.INVALID,
                    "Not a policy file",
                    "%s has %s (expected: at most %s)"
                            .formatted(
                                    file,
                                    Quantities.bytes(Files.size(file)),
                                    Quantities.bytes(MOST_BYTES)),
                    null);
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(
                    ExitCode.INVALID,
                    "Not a policy file",
                    file + " is no text in UTF-8.",
                    "Save it as UTF-8.");
        }
    }

    private static CommandFailure invalid(Path file, InvalidPolicyException e) {
        var errors =
                e.policyErrors().stream()
                        .map(
                                error ->
                                        new FieldError(
                                                file.toString(),
                                                error.message(),
                                                error.line(),
                                                error.column()))
                        .toList();
        return new CommandFailure(
                new Failure(ExitCode.INVALID, "Not a valid policy file", "", errors, null, null));
    }
}
