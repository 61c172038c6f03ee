package run.wasmcloud.app.configuration;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Makes a configuration record from given settings: what is not given gets its default, everything
 * is checked, and all problems are told at once. A secret {@code KEY} may be given as {@code
 * KEY-file}, the file that holds it. Used once.
 */
final class ConfigurationReader {
    private static final String FILE = "-file";

    private final GivenSettings given;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final Map<String, ReadSetting> read = new LinkedHashMap<>();

    /**
     * A setting as it holds.
     *
     * @param shown its text, masked when it is secret; empty when it is absent
     * @param source where it came from
     */
    record ReadSetting(String shown, String source) {}

    ConfigurationReader(GivenSettings given) {
        this.given = given;
    }

    Map<String, ReadSetting> settings() {
        return read;
    }

    List<ConfigurationProblem> problems() {
        return problems;
    }

    /** Reads a record of sections; null when something in it is wrong. */
    <R extends Record> @Nullable R read(Class<R> type) {
        var value = section("", type);
        unknown();
        return value;
    }

    private void unknown() {
        for (var key : given.byKey().keySet()) {
            if (!read.containsKey(key) && !read.containsKey(withoutFile(key))) {
                problems.add(new ConfigurationProblem(key, "there is no such setting" + near(key)));
            }
        }
        for (var name : given.variables()) {
            problems.add(
                    new ConfigurationProblem(
                            name,
                            "no setting has this variable (expected: WASMCLOUD_SECTION_KEY)"));
        }
    }

    private static String withoutFile(String key) {
        return key.endsWith(FILE) ? key.substring(0, key.length() - FILE.length()) : key;
    }

    private String near(String key) {
        var section = key.substring(0, key.lastIndexOf('.') + 1);
        var names = new TreeSet<String>();
        read.keySet().stream().filter(known -> known.startsWith(section)).forEach(names::add);
        return section.isEmpty() || names.isEmpty()
                ? ""
                : " (expected: one of " + String.join(", ", names) + ")";
    }

    private <R extends Record> @Nullable R section(String prefix, Class<R> type) {
        var values = new ArrayList<@Nullable Object>();
        var before = problems.size();
        for (var component : type.getRecordComponents()) {
            var name = prefix + kebab(component.getName());
            values.add(component(name, component));
        }
        return problems.size() > before ? null : make(prefix, type, values);
    }

    private @Nullable Object component(String key, RecordComponent component) {
        var setting = component.getAnnotation(Setting.class);
        if (setting != null) {
            return setting(key, component, setting);
        }
        if (component.getType() == Map.class) {
            return sections(key, recordOf(argument(component.getGenericType(), 1)));
        }
        return section(key + ".", recordOf(component.getType()));
    }

    private static Class<? extends Record> recordOf(Class<?> type) {
        return type.asSubclass(Record.class);
    }

    /** Sections that have names of the operator's choice. */
    private Map<String, Object> sections(String key, Class<? extends Record> type) {
        var named = new TreeMap<String, Object>();
        for (var name : names(key, type)) {
            var value = section(key + "." + name + ".", type);
            if (value != null) {
                named.put(name, value);
            }
        }
        return named;
    }

    private Set<String> names(String key, Class<? extends Record> type) {
        var names = new TreeSet<String>();
        given.byKey().keySet().stream()
                .filter(known -> known.startsWith(key + "."))
                .map(known -> known.substring(key.length() + 1))
                .filter(rest -> rest.indexOf('.') > 0)
                .forEach(rest -> names.add(rest.substring(0, rest.indexOf('.'))));
        for (var component : type.getRecordComponents()) {
            var end = GivenSettings.variable("." + kebab(component.getName()));
            var form =
                    Pattern.compile(
                            Pattern.quote(GivenSettings.variable(key + "."))
                                    + "([A-Z0-9]+)"
                                    + Pattern.quote(end.substring(end.indexOf("__") + 1))
                                    + "(_FILE)?");
            for (var variable : given.variables()) {
                var matcher = form.matcher(variable);
                if (matcher.matches()) {
                    names.add(matcher.group(1).toLowerCase(java.util.Locale.ROOT));
                }
            }
        }
        return names;
    }

    private @Nullable Object setting(String key, RecordComponent component, Setting setting) {
        var shape = Shape.of(component);
        given.moveVariable(key);
        if (shape.isSecret()) {
            given.moveVariable(key + FILE);
        }
        try {
            return value(key, shape, setting);
        } catch (IllegalArgumentException e) {
            var shown = shape.isSecret() ? "the value" : "'" + shown(key) + "'";
            problems.add(
                    new ConfigurationProblem(
                            key,
                            "%s of %s is not valid (expected: %s)"
                                    .formatted(shown, source(key), e.getMessage())));
            return shape.empty();
        }
    }

    private String shown(String key) {
        var values = given.byKey().get(key);
        return values == null ? "" : String.join(", ", values.values());
    }

    private String source(String key) {
        var values = given.byKey().get(key);
        return values == null ? "default" : values.source();
    }

    private @Nullable Object value(String key, Shape shape, Setting setting) {
        var texts = texts(key, shape);
        if (texts.isEmpty() && !setting.otherwise().isEmpty()) {
            note(key, shape, List.of(setting.otherwise()), "default");
            return shape.read(List.of(setting.otherwise()));
        }
        note(key, shape, texts.orElse(List.of()), texts.isEmpty() ? "not set" : source(key));
        if (texts.isEmpty() && shape.isRequired()) {
            problems.add(
                    new ConfigurationProblem(
                            key,
                            "is missing: %s (set it in the file, as %s, or with --set %s=…)"
                                    .formatted(setting.value(), GivenSettings.variable(key), key)));
            return shape.empty();
        }
        return texts.isEmpty() ? shape.empty() : shape.read(texts.get());
    }

    private void note(String key, Shape shape, List<String> texts, String source) {
        var shown = shape.isSecret() && !texts.isEmpty() ? Secret.MASK : String.join(", ", texts);
        read.put(key, new ReadSetting(shown, source));
    }

    private Optional<List<String>> texts(String key, Shape shape) {
        var file = given.byKey().get(key + FILE);
        if (!shape.isSecret() || file == null) {
            return Optional.ofNullable(given.byKey().get(key))
                    .map(found -> shape.split(found.values()));
        }
        if (given.byKey().containsKey(key)) {
            read.put(key, new ReadSetting("", ""));
            throw new IllegalArgumentException("only one of it and " + key + FILE);
        }
        return Optional.of(shape.split(List.of(content(Path.of(file.values().getFirst())))));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("a file that can be read: " + e.getMessage(), e);
        }
    }

    private <R extends Record> @Nullable R make(
            String prefix, Class<R> type, List<@Nullable Object> values) {
        try {
            var types =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            problems.add(
                    new ConfigurationProblem(
                            prefix.isEmpty()
                                    ? "configuration"
                                    : prefix.substring(0, prefix.length() - 1),
                            String.valueOf(e.getTargetException().getMessage())));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    static Class<?> argument(Type type, int index) {
        return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * What a component holds.
     *
     * @param container {@code Optional}, {@code List}, or the item itself
     */
    private record Shape(Class<?> container, Class<?> item) {
        static Shape of(RecordComponent component) {
            var type = component.getType();
            return type == Optional.class || type == List.class
                    ? new Shape(type, argument(component.getGenericType(), 0))
                    : new Shape(type, type);
        }

        boolean isSecret() {
            return item == Secret.class;
        }

        boolean isRequired() {
            return container == item;
        }

        @Nullable Object empty() {
            if (container == Optional.class) {
                return Optional.empty();
            }
            return container == List.class ? List.of() : null;
        }

        /** One text may be a list, with commas. */
        List<String> split(List<String> texts) {
            if (container != List.class || texts.size() != 1) {
                return texts;
            }
            return Arrays.stream(texts.getFirst().split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        Object read(List<String> texts) {
            if (container == List.class) {
                return texts.stream().map(text -> SettingForms.read(item, text)).toList();
            }
            if (texts.size() != 1) {
                throw new IllegalArgumentException("one value");
            }
            var value = SettingForms.read(item, texts.getFirst());
            return container == Optional.class ? Optional.of(value) : value;
        }
    }
}
