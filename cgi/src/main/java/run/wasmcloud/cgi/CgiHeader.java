package run.wasmcloud.cgi;

/**
 * One field line of a request or a response.
 *
 * @param name as it was sent, in any case
 * @param value without white space around it
 */
public record CgiHeader(String name, String value) {}
