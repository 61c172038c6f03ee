package run.wasmcloud.executor.edge;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a request as a line: no secret of a query, and nothing that could begin a line. */
final class AccessLine {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 2_048;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> SECRETS =
            Set.of("key", "sig", "code", "state", "session", "jwt", "auth", "authorization");
    private static final Set<String> SECRET_PARTS =
            Set.of(
                    "signature",
                    "token",
                    "secret",
                    "passw",
                    "pwd",
                    "apikey",
                    "api_key",
                    "api-key",
                    "credential");

    private AccessLine() {}

    static String of(AccessEntry entry, AccessLogForm form) {
        return switch (form) {
            case COMBINED -> combined(entry);
            case JSON -> json(entry);
        };
    }

    private static String combined(AccessEntry entry) {
        return "%s - - [%s] \"%s %s %s\" %d %d \"%s\" \"%s\" \"%s\" %d %s"
                .formatted(
                        plain(entry.client()),
                        TIME.format(entry.time()),
                        plain(entry.method()),
                        plain(target(entry)),
                        entry.protocol(),
                        entry.status(),
                        entry.bytes(),
                        plain(withoutQuery(entry.referer())),
                        plain(entry.userAgent()),
                        plain(entry.host()),
                        entry.micros(),
                        entry.invocation());
    }

    private static String json(AccessEntry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", entry.time().toString());
        fields.put("client", entry.client());
        fields.put("method", entry.method());
        fields.put("host", cut(entry.host()));
        fields.put("target", cut(target(entry)));
        fields.put("protocol", entry.protocol());
        fields.put("status", entry.status());
        fields.put("bytes", entry.bytes());
        fields.put("micros", entry.micros());
        fields.put("invocation", entry.invocation());
        fields.put("referer", cut(withoutQuery(entry.referer())));
        fields.put("userAgent", cut(entry.userAgent()));
        return JSON.writeValueAsString(fields);
    }

    private static String target(AccessEntry entry) {
        return entry.query() == null ? entry.path() : entry.path() + "?" + masked(entry.query());
    }

    /** Returns a query with the values of parameters that may be secrets replaced. */
    static String masked(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(AccessLine::maskedParameter)
                .collect(Collectors.joining("&"));
    }

    private static String maskedParameter(String parameter) {
        var equals = parameter.indexOf('=');
        return equals >= 0 && isSecret(parameter.substring(0, equals))
                ? parameter.substring(0, equals + 1) + "***"
                : parameter;
    }

    private static boolean isSecret(String name) {
        var plain = decoded(name).toLowerCase(Locale.ROOT);
        return SECRETS.contains(plain) || SECRET_PARTS.stream().anyMatch(plain::contains);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String withoutQuery(String url) {
        var question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static String plain(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        var plain = new StringBuilder();
        cut(text).chars().forEach(c -> plain.append(escaped((char) c)));
        return plain.toString();
    }

    private static String escaped(char c) {
        return c < ' ' || c == '"' || c == '\\' || c >= 0x7f
                ? String.format(Locale.ROOT, "\\u%04x", (int) c)
                : String.valueOf(c);
    }
}
