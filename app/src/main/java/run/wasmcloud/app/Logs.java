package run.wasmcloud.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/**
 * Sets up what the process itself logs: readable lines on standard error, never a guest's output.
 */
final class Logs {
    private static final String CONFIGURATION = "logging.properties";

    private Logs() {}

    static void configure() {
        try (var properties = Logs.class.getResourceAsStream(CONFIGURATION)) {
            if (properties == null) {
                throw new IllegalStateException(CONFIGURATION + " is not in the jar");
            }
            LogManager.getLogManager().readConfiguration(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
