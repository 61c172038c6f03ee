package run.wasmcloud.app;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What programs rely on in JSON: which fields there are, and the type of each. */
final class JsonShape {
    /** Their keys are data, not names. */
    private static final Set<String> MAPS =
            Set.of("hostCalls", "resourcesOpened", "variables", "outcomes", "config");

    private final Map<String, Set<String>> types = new TreeMap<>();

    private JsonShape() {}

    /** Reads one document, or one a line. */
    static Map<String, Set<String>> of(String json) {
        var shape = new JsonShape();
        if (json.startsWith("[")) {
            shape.add("", JsonMapper.shared().readTree(json));
            return shape.types;
        }
        try (var documents =
                JsonMapper.shared().readerFor(JsonNode.class).<JsonNode>readValues(json)) {
            documents.forEachRemaining(each -> shape.add("", each));
        }
        return shape.types;
    }

    private void add(String path, JsonNode value) {
        types.computeIfAbsent(path.isEmpty() ? "." : path, _ -> new TreeSet<>()).add(type(value));
        if (value.isArray()) {
            value.forEach(each -> add(path + "[]", each));
        }
        value.properties()
                .forEach(
                        field ->
                                add(
                                        path + "." + (isMap(path) ? "*" : field.getKey()),
                                        field.getValue()));
    }

    private static boolean isMap(String path) {
        return MAPS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber()
                ? "integer"
                : value.isNumber()
                        ? "number"
                        : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
