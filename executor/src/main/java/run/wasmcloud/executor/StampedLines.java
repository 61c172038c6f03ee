package run.wasmcloud.executor;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.sandbox.RunLog;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Gives a run's log lines on with whose they are and when they were written. */
record StampedLines(FunctionId function, InvocationId invocation, Ledger ledger)
        implements Consumer<List<RunLog.Line>> {
    @Override
    public void accept(List<RunLog.Line> lines) {
        var now = Instant.now();
        ledger.log(lines.stream().map(line -> stamped(line, now)).toList());
    }

    private LogLine stamped(RunLog.Line line, Instant at) {
        return new LogLine(function, invocation, at, line.level(), line.source(), line.text());
    }
}
