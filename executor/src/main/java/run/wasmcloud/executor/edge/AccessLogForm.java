package run.wasmcloud.executor.edge;

/** How the lines of an access log are written. */
public enum AccessLogForm {
    /** The "combined" form that web servers share, with host, microseconds and invocation added. */
    COMBINED,
    /** One JSON object a line. */
    JSON
}
