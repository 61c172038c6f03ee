package run.wasmcloud.olin.outbound;

/**
 * One header field. RFC 9110, section 5.
 *
 * @param name as the guest wrote it
 * @param value without surrounding white space; each char one byte
 */
record Field(String name, String value) {
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
