package run.wasmcloud.panel.function;

/** How a function is, and how it did lately. */
public record OverviewPage(FunctionHead head, Window window, RunCharts charts) {}
