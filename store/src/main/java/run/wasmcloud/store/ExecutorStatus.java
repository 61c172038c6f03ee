package run.wasmcloud.store;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.ExecutorState;

import java.time.Instant;

/**
 * What an executor tells of itself.
 *
 * @param host the machine's name
 * @param mostRunning how many runs may go on at once
 * @param guestBytes how much memory its guests may hold at the moment
 * @param heapBytes how much of the heap is in use
 * @param unshippedRecords how many records wait in its journal
 */
public record ExecutorStatus(
        ExecutorId id,
        String host,
        String version,
        Instant startedAt,
        ExecutorState state,
        int running,
        int waiting,
        int mostRunning,
        long guestBytes,
        long heapBytes,
        long unshippedRecords) {
    private static final int LONGEST_HOST = 255;

    public ExecutorStatus {
        host = host.length() <= LONGEST_HOST ? host : host.substring(0, LONGEST_HOST);
    }
}
