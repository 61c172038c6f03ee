package run.wasmcloud.sandbox;

import run.wasmcloud.model.Receipt;

import java.util.List;

/** What a run leaves besides its output. */
record RunTrace(Receipt receipt, String errors, List<RunLog.Line> log) {
    RunTrace {
        log = List.copyOf(log);
    }
}
