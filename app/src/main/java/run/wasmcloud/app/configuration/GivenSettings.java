package run.wasmcloud.app.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings as they were given, each with where it came from; a later source goes before an earlier
 * one. Used by one thread.
 */
final class GivenSettings {
    private static final String PREFIX = "WASMCLOUD_";

    /** What the command line tool reads. */
    private static final Set<String> OF_THE_TOOL =
            Set.of(
                    "WASMCLOUD_API",
                    "WASMCLOUD_TOKEN",
                    "WASMCLOUD_PROFILE",
                    "WASMCLOUD_DEBUG",
                    "WASMCLOUD_CONFIG",
                    "WASMCLOUD_JAVA_HOME",
                    "WASMCLOUD_KEYTOOL_PASSWORD");

    private final Map<String, Given> byKey = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>();

    /**
     * One setting.
     *
     * @param values one, or the items of a list
     * @param source for people, for example {@code the environment}
     */
    record Given(List<String> values, String source) {
        Given {
            values = List.copyOf(values);
        }
    }

    GivenSettings with(Map<String, List<String>> settings, String source) {
        settings.forEach((key, values) -> byKey.put(key, new Given(values, source)));
        return this;
    }

    /** Takes the variables whose names begin as ours do. */
    GivenSettings withVariables(Map<String, String> environment) {
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX) && !OF_THE_TOOL.contains(name)) {
                        variables.put(name, value);
                    }
                });
        return this;
    }

    /** A variable's name does not tell a section's end: only known keys find theirs. */
    void moveVariable(String key) {
        var name = variable(key);
        var value = variables.remove(name);
        if (value != null) {
            byKey.put(key, new Given(List.of(value), "the variable " + name));
        }
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Map<String, Given> byKey() {
        return Collections.unmodifiableMap(byKey);
    }

    Set<String> variables() {
        return Collections.unmodifiableSet(variables.keySet());
    }
}
