package run.wasmcloud.panel.platform;

import run.wasmcloud.model.wire.ExecutorItem;
import run.wasmcloud.panel.function.RunCharts;
import run.wasmcloud.panel.function.Window;

import java.util.List;

/**
 * How all functions did, or those that ran on one executor.
 *
 * @param executor its id; empty for all of them
 */
public record PlatformPage(
        Window window, String executor, List<ExecutorItem> executors, RunCharts charts) {
    public PlatformPage {
        executors = List.copyOf(executors);
    }
}
