package run.wasmcloud.executor;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;

/**
 * Takes the receipts and the log lines of runs. Thread-safe; never blocks and never fails: what
 * cannot be taken is counted and told to the operator.
 */
public interface Ledger {
    /** Returns the executor that the records are of. */
    ExecutorId executor();

    /**
     * Throws when there may be no room for the account of a further run.
     *
     * @throws WasmcloudException {@code UNAVAILABLE}
     */
    void requireRoom();

    /**
     * Takes the account of a run that has ended; it is safe when this returns.
     *
     * @return the record's number, which grows; 0 when it could not be taken
     */
    long record(Invocation invocation);

    /** Takes lines of one run's log, in their order. */
    void log(List<LogLine> lines);
}
