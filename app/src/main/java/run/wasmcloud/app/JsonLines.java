package run.wasmcloud.app;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Writes what the process logs as JSON, one object a line. A line that tells of a request or a run
 * has its id, by which it is found in {@code X-Request-Id}, receipts and traces. Thread-safe.
 */
final class JsonLines extends Formatter {
    private static final JsonMapper JSON = new JsonMapper();

    /** Ids of requests and runs are UUIDs of version 7. */
    private static final Pattern REQUEST =
            Pattern.compile(
                    "\\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\b");

    @Override
    public String format(LogRecord logged) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("time", logged.getInstant().toString());
        fields.put("level", logged.getLevel().getName());
        fields.put("logger", String.valueOf(logged.getLoggerName()));
        var message = formatMessage(logged);
        fields.put("message", message);
        var request = REQUEST.matcher(message);
        if (request.find()) {
            fields.put("request", request.group());
        }
        if (logged.getThrown() != null) {
            var trace = new StringWriter();
            logged.getThrown().printStackTrace(new PrintWriter(trace));
            fields.put("exception", trace.toString());
        }
        return JSON.writeValueAsString(fields) + "\n";
    }
}
