package run.wasmcloud.app.configuration;

/**
 * Something that is wrong with a configuration.
 *
 * @param key for example {@code database.url}
 * @param detail what is wrong and what to do; never a secret
 */
public record ConfigurationProblem(String key, String detail) {
    @Override
    public String toString() {
        return key + ": " + detail;
    }
}
