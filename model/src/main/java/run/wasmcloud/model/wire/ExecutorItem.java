package run.wasmcloud.model.wire;

import run.wasmcloud.model.ExecutorState;

import java.time.Instant;
import java.util.UUID;

/**
 * An executor, as it told of itself last.
 *
 * @param alive whether it has told of itself within the last seconds
 * @param running how many runs go on
 * @param waiting how many requests wait for a place
 * @param mostRunning how many runs may go on at once
 * @param guestBytes how much memory the guests of the process hold at most at the moment
 * @param heapBytes how much of the process's heap is in use
 * @param unshippedRecords how many receipts and log lines wait on its disk
 */
public record ExecutorItem(
        UUID id,
        String host,
        String version,
        ExecutorState state,
        boolean alive,
        Instant startedAt,
        Instant seenAt,
        int running,
        int waiting,
        int mostRunning,
        long guestBytes,
        long heapBytes,
        long unshippedRecords) {}
