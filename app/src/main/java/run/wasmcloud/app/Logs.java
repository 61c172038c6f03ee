package run.wasmcloud.app;

import run.wasmcloud.app.configuration.LogForm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Sets up what the process itself logs on standard error, never a guest's output: readable lines,
 * or JSON where {@code log.form}, or the variable {@code WASMCLOUD_LOG_FORM}, says {@code json}.
 */
final class Logs {
    private static final String FORM = "WASMCLOUD_LOG_FORM";
    private static final String CONFIGURATION = "logging.properties";

    private Logs() {}

    static void configure(Map<String, String> variables) {
        try (var properties = Logs.class.getResourceAsStream(CONFIGURATION)) {
            if (properties == null) {
                throw new IllegalStateException(CONFIGURATION + " is not in the jar");
            }
            LogManager.getLogManager().readConfiguration(properties);
            if (variables.getOrDefault(FORM, "").equalsIgnoreCase("json")) {
                write(LogForm.JSON);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how lines are written from now on. */
    static void write(LogForm form) {
        if (form == LogForm.JSON) {
            for (var handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(new JsonLines());
            }
        }
    }
}
