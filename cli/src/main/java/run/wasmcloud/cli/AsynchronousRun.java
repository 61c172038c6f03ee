package run.wasmcloud.cli;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.FoundInvocation;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.QueuedInvocationItem;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Waits for the end of what is invoked asynchronously. */
final class AsynchronousRun {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final WasmcloudClient client;
    private final Progress progress;

    AsynchronousRun(WasmcloudClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Waits until no further attempt is made; returns at once for a run that has its receipt.
     *
     * @throws CommandFailure when that takes longer
     */
    FoundInvocation await(UUID id, Duration longest) {
        var end = System.nanoTime() + longest.toNanos();
        var pause = SHORTEST_PAUSE;
        var found = client.invocation(id);
        while (!hasEnded(found)) {
            if (end - System.nanoTime() <= 0) {
                throw late(id, longest);
            }
            progress.waiting("Waiting for " + id);
            LockSupport.parkNanos(pause.toNanos());
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
            found = client.invocation(id);
        }
        progress.clear();
        return found;
    }

    private static boolean hasEnded(FoundInvocation found) {
        return switch (found) {
            case InvocationItem _ -> true;
            case QueuedInvocationItem queued -> queued.finishedAt() != null;
        };
    }

    private static CommandFailure late(UUID id, Duration longest) {
        return new CommandFailure(
                ExitCode.LIMIT,
                "Not ended yet",
                "%s was waited for %s; it goes on.".formatted(id, Quantities.duration(longest)),
                "Look later: wasmcloud invocation " + id);
    }
}
