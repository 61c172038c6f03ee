package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.UnexpectedAnswerException;
import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says of every exception what to tell the user. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable cause) {
        return switch (cause) {
            case CommandFailure e -> e.failure();
            case ProblemException e -> of(e);
            case UnreachableException e ->
                    of(
                            ExitCode.NETWORK,
                            "No connection",
                            e,
                            "wasmcloud up starts a server on this machine; --api or WASMCLOUD_API"
                                    + " names another one.");
            case UnexpectedAnswerException e -> of(ExitCode.SERVER, "Unexpected answer", e, null);
            case WasmcloudException e ->
                    new Failure(
                            ExitCode.of(e.code()),
                            e.code().title(),
                            e.detail(),
                            e.errors(),
                            null,
                            null);
            case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
            case FileSystemException e -> of(e);
            case IOException e -> of(ExitCode.FAILURE, "Input or output failed", e, null);
            case IllegalArgumentException e -> of(ExitCode.USAGE, "Not a valid value", e, null);
            default -> bug(cause);
        };
    }

    private static Failure of(
            ExitCode code, String title, Throwable cause, @Nullable String remedy) {
        return Failure.of(code, title, String.valueOf(cause.getMessage()), remedy);
    }

    private static Failure of(FileSystemException cause) {
        return Failure.of(
                ExitCode.USAGE,
                switch (cause) {
                    case NoSuchFileException _ -> "No such file";
                    case AccessDeniedException _ -> "No permission";
                    default -> "The file cannot be used";
                },
                String.valueOf(cause.getReason() == null ? cause.getFile() : cause.getMessage()),
                null);
    }

    private static Failure of(ProblemException refused) {
        var problem = refused.problem();
        return new Failure(
                ExitCode.of(problem),
                Optional.ofNullable(problem.title()).orElse("Status " + problem.status()),
                Optional.ofNullable(problem.detail()).orElse(""),
                problem.errors(),
                remedy(problem, refused),
                problem.instance());
    }

    private static @Nullable String remedy(Problem problem, ProblemException refused) {
        return switch (problem.status()) {
            case 401 -> "Sign in: wasmcloud login";
            case 429, 503 ->
                    refused.retryAfter()
                            .map(wait -> "Try again in %d s.".formatted(wait.toSeconds()))
                            .orElse("Try again in a moment.");
            default -> null;
        };
    }

    private static Failure bug(Throwable cause) {
        return new Failure(
                ExitCode.FAILURE,
                "Internal error",
                cause.toString(),
                List.of(),
                "Please report it, with the output under WASMCLOUD_DEBUG=1.",
                null);
    }
}
