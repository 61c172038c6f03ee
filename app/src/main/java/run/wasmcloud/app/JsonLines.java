package run.wasmcloud.app;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes what the process logs as JSON, one object a line. Thread-safe. */
final class JsonLines extends Formatter {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String format(LogRecord logged) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("time", logged.getInstant().toString());
        fields.put("level", logged.getLevel().getName());
        fields.put("logger", String.valueOf(logged.getLoggerName()));
        fields.put("message", formatMessage(logged));
        if (logged.getThrown() != null) {
            var trace = new StringWriter();
            logged.getThrown().printStackTrace(new PrintWriter(trace));
            fields.put("exception", trace.toString());
        }
        return JSON.writeValueAsString(fields) + "\n";
    }
}
