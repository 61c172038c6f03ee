package run.wasmcloud.model.wire;

/** The body of {@code POST /v1/applications}. */
public record ApplicationRequest(String reason) {}
