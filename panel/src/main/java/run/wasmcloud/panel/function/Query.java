package run.wasmcloud.panel.function;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The parameters of an address; those that are empty are left out. Not thread-safe. */
final class Query {
    private final StringBuilder text = new StringBuilder();

    Query with(String name, String value) {
        if (!value.isEmpty()) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Returns an address with these parameters. */
    String on(String address) {
        return address + text;
    }
}
