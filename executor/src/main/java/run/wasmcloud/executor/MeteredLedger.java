package run.wasmcloud.executor;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;

import java.util.List;

/** Counts the runs whose accounts another ledger takes. */
record MeteredLedger(Ledger ledger, ExecutorMeters meters) implements Ledger {
    @Override
    public ExecutorId executor() {
        return ledger.executor();
    }

    @Override
    public void requireRoom() {
        ledger.requireRoom();
    }

    @Override
    public long record(Invocation invocation) {
        meters.run(invocation);
        return ledger.record(invocation);
    }

    @Override
    public void log(List<LogLine> lines) {
        ledger.log(lines);
    }
}
