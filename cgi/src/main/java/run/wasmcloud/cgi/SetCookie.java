package run.wasmcloud.cgi;

/** Takes from a cookie what would share it with other functions. */
final class SetCookie {
    private static final String DOMAIN = "domain";

    private SetCookie() {}

    /**
     * Returns a {@code Set-Cookie} header without its {@code Domain} attributes, so that the cookie
     * belongs to the function's own host name alone. RFC 6265 section 5.2.
     */
    static CgiHeader withoutDomain(CgiHeader header) {
        var value = header.value();
        var pair = value.indexOf(';');
        if (pair < 0) {
            return header;
        }
        var kept = new StringBuilder(value.length()).append(value, 0, pair);
        for (int from = pair + 1; from <= value.length(); ) {
            var next = value.indexOf(';', from);
            var to = next < 0 ? value.length() : next;
            if (!isDomain(value, from, to)) {
                kept.append(';').append(value, from, to);
            }
            from = to + 1;
        }
        return new CgiHeader(header.name(), kept.toString());
    }

    private static boolean isDomain(String value, int from, int to) {
        var equals = value.indexOf('=', from);
        var end = equals < 0 || equals > to ? to : equals;
        return value.substring(from, end).strip().equalsIgnoreCase(DOMAIN);
    }
}
