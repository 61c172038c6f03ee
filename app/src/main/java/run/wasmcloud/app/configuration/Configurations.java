package run.wasmcloud.app.configuration;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The servers' configuration, read and checked: the file's settings, over them the environment's,
 * over them the flags'.
 *
 * @param lines all settings as text, secrets masked, with where each came from
 */
public record Configurations(ServerConfiguration server, List<String> lines) {
    public Configurations {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a configuration.
     *
     * @param file TOML; empty for none
     * @param variables the environment
     * @param flags {@code KEY=VALUE}
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static Configurations read(
            Optional<Path> file, Map<String, String> variables, List<String> flags)
            throws InvalidConfigurationException {
        var read = read(ServerConfiguration.class, ConfigurationChecks::of, file, variables, flags);
        return new Configurations(read.settings(), read.lines());
    }

    /**
     * Settings of a process, and all of them as text.
     *
     * @param lines secrets masked, with where each came from
     */
    public record Read<R extends Record>(R settings, List<String> lines) {
        public Read {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Reads a configuration of any form.
     *
     * @param type its sections
     * @param checks what its settings have to do with each other
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static <R extends Record> Read<R> read(
            Class<R> type,
            Function<R, List<ConfigurationProblem>> checks,
            Optional<Path> file,
            Map<String, String> variables,
            List<String> flags)
            throws InvalidConfigurationException {
        var problems = new ArrayList<ConfigurationProblem>();
        var given = new GivenSettings();
        file.ifPresent(path -> given.with(settings(path, problems), path.toString()));
        given.withVariables(variables);
        var flagged = flagged(flags, problems);
        var reader = new ConfigurationReader(given);
        // Variables find their keys while reading; flags go before them nevertheless.
        flagged.keySet().forEach(given::moveVariable);
        given.with(flagged, "--set");
        var read = reader.read(type);
        problems.addAll(reader.problems());
        if (read != null) {
            problems.addAll(checks.apply(read));
        }
        if (read == null || !problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return new Read<>(read, lines(reader));
    }

    private static List<String> lines(ConfigurationReader reader) {
        return reader.settings().entrySet().stream()
                .map(
                        entry ->
                                "%s = %s  # %s"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().shown(),
                                                entry.getValue().source()))
                .toList();
    }

    private static Map<String, List<String>> flagged(
            List<String> flags, List<ConfigurationProblem> problems) {
        var settings = new LinkedHashMap<String, List<String>>();
        for (var flag : flags) {
            var equals = flag.indexOf('=');
            if (equals < 1) {
                problems.add(new ConfigurationProblem("--set", "has no = (expected: KEY=VALUE)"));
            } else {
                settings.put(flag.substring(0, equals), List.of(flag.substring(equals + 1)));
            }
        }
        return settings;
    }

    private static Map<String, List<String>> settings(
            Path file, List<ConfigurationProblem> problems) {
        var settings = new LinkedHashMap<String, List<String>>();
        try {
            flatten("", new TomlMapper().readTree(Files.readString(file)), settings);
        } catch (IOException e) {
            problems.add(
                    new ConfigurationProblem(file.toString(), "cannot be read: " + e.getMessage()));
        } catch (JacksonException e) {
            var place = e.getLocation();
            problems.add(
                    new ConfigurationProblem(
                            file.toString(),
                            "is no TOML, line %d, column %d"
                                    .formatted(
                                            place == null ? 0 : place.getLineNr(),
                                            place == null ? 0 : place.getColumnNr())));
        }
        return settings;
    }

    private static void flatten(String key, JsonNode node, Map<String, List<String>> settings) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            property ->
                                    flatten(
                                            key.isEmpty()
                                                    ? property.getKey()
                                                    : key + "." + property.getKey(),
                                            property.getValue(),
                                            settings));
        } else if (node.isArray()) {
            settings.put(key, node.valueStream().map(JsonNode::asString).toList());
        } else {
            settings.put(key, List.of(node.asString()));
        }
    }
}
