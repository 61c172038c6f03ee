package run.wasmcloud.executor;

import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;

import java.util.List;

/**
 * Takes the receipts and the log lines of runs. Thread-safe; never blocks and never fails: what
 * cannot be taken is counted and told to the operator.
 */
public interface Ledger {
    /** Takes the account of a run that has ended. */
    void record(Invocation invocation);

    /** Takes lines of one run's log, in their order. */
    void log(List<LogLine> lines);
}
