package run.wasmcloud.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Bodies that the OpenAPI document describes: an {@code example} of a schema where it has one, else
 * one made of what the schema says.
 */
record Examples(ApiDocument document) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a schema cannot say: by the field's name. */
    private static final Map<String, String> TEXTS =
            Map.of(
                    "cron", "5 4 * * *",
                    "host", "www.example.org",
                    "url", "https://example.com/",
                    "email", "nobody@example.com",
                    "example", "hello",
                    "path", "/",
                    "zone", "UTC");

    /** Returns a body with every field that must be given. */
    JsonNode smallest(JsonNode schema) {
        return example("", schema, false);
    }

    /** Returns a body with every field that there is. */
    JsonNode largest(JsonNode schema) {
        return example("", schema, true);
    }

    private JsonNode example(String name, JsonNode given, boolean all) {
        var schema = document.resolved(given);
        if (schema.has("example")) {
            return schema.get("example");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, all);
            case "array" -> JSON.createArrayNode();
            case "integer", "number" -> JSON.valueToTree(schema.path("minimum").asLong(1));
            case "boolean" -> JSON.valueToTree(true);
            default -> JSON.valueToTree(text(name, schema));
        };
    }

    /** Returns the first type that a schema names. */
    static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("object");
    }

    private ObjectNode object(JsonNode schema, boolean all) {
        var object = JSON.createObjectNode();
        var required = schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (var field : schema.path("properties").properties()) {
            if (all || required.contains(field.getKey())) {
                object.set(field.getKey(), example(field.getKey(), field.getValue(), all));
            }
        }
        if (object.isEmpty() && schema.has("anyOf")) {
            var first = schema.get("anyOf").get(0).path("required").get(0).asString();
            object.set(first, example(first, schema.path("properties").path(first), all));
        }
        return object;
    }

    private static String text(String name, JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date-time" -> Instant.now().plus(1, ChronoUnit.DAYS).toString();
            case "uuid" -> "019a0000-0000-7000-8000-000000000001";
            case "password" -> "another horse battery staple";
            default -> TEXTS.getOrDefault(name, "some-text");
        };
    }
}
