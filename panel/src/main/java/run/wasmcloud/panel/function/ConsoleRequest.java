package run.wasmcloud.panel.function;

import run.wasmcloud.panel.web.Form;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request to a function, as it was typed. */
record ConsoleRequest(
        String method, String path, List<Map.Entry<String, String>> headers, String body) {
    static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final int LONGEST_PATH = 8_000;
    private static final int MOST_HEADERS = 100;
    private static final String NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /** What is sent by the connection itself. */
    private static final List<String> OWN =
            List.of("connection", "content-length", "expect", "host", "upgrade");

    ConsoleRequest {
        headers = List.copyOf(headers);
    }

    /** What was read: a request, or the form with what is wrong with it. */
    record Reading(Form form, Optional<ConsoleRequest> request) {}

    static Reading read(Form typed) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        var form = path(method(typed));
        for (var line : typed.exact("headers").lines().toList()) {
            form = header(form, line, headers);
        }
        if (headers.size() > MOST_HEADERS) {
            form = form.with("headers", "At most %d headers.".formatted(MOST_HEADERS));
        }
        var request =
                new ConsoleRequest(
                        typed.text("method"),
                        typed.text("path"),
                        headers,
                        typed.exact("body").replace("\r\n", "\n"));
        return new Reading(form, form.isWrong() ? Optional.empty() : Optional.of(request));
    }

    private static Form method(Form form) {
        return METHODS.contains(form.text("method"))
                ? form
                : form.with("method", "One of " + String.join(", ", METHODS) + ".");
    }

    private static Form path(Form form) {
        var path = form.text("path");
        if (!path.startsWith("/") || path.length() > LONGEST_PATH) {
            return form.with(
                    "path",
                    "A path that begins with /, at most %d characters.".formatted(LONGEST_PATH));
        }
        return isAddress(path)
                ? form
                : form.with("path", "Write spaces and such as %20: this is no valid address.");
    }

    private static boolean isAddress(String path) {
        try {
            var address = URI.create("http://function" + path);
            return "function".equals(address.getHost()) && address.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Form header(Form form, String line, List<Map.Entry<String, String>> headers) {
        if (line.isBlank()) {
            return form;
        }
        var colon = line.indexOf(':');
        var name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (!name.matches(NAME)) {
            return form.with(
                    "headers", "'%s': a line such as Accept: text/plain.".formatted(line.strip()));
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            return form.with("headers", "%s is set by the connection.".formatted(name));
        }
        var value = line.substring(colon + 1).strip();
        if (value.chars().anyMatch(character -> character < ' ' || character > '~')) {
            return form.with("headers", "%s: only printable ASCII characters.".formatted(name));
        }
        headers.add(Map.entry(name, value));
        return form;
    }
}
