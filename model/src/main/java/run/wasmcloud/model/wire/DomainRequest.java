package run.wasmcloud.model.wire;

/**
 * The body of {@code POST /v1/functions/{name}/domains}.
 *
 * @param host a host name, in Unicode or ASCII
 */
public record DomainRequest(String host) {}
