package run.wasmcloud.app.reference;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the pages about the REST API from its OpenAPI document. */
final class ApiReference {
    private static final String FOLDER = "reference/api/";
    private static final String SCHEMAS = "schemas.md";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;

    ApiReference(byte[] openApi) {
        document = JsonMapper.shared().readTree(openApi);
    }

    private record Operation(String path, String method, JsonNode description) {
        String title() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }

        String summary() {
            return description.path("summary").asString("");
        }
    }

    /** Returns a page for each part of the API, one of the objects, and one that lists all. */
    Map<String, String> pages() {
        var areas = areas();
        var pages = new TreeMap<String, String>();
        pages.put(FOLDER + "index.md", index(areas));
        areas.forEach(
                (area, operations) -> pages.put(FOLDER + area + ".md", page(area, operations)));
        pages.put(FOLDER + SCHEMAS, schemas());
        return pages;
    }

    /** An area is the first word of a path; what a function has is an area each. */
    private Map<String, List<Operation>> areas() {
        var areas = new TreeMap<String, List<Operation>>();
        for (var path : document.path("paths").properties()) {
            for (var method : METHODS) {
                if (path.getValue().has(method)) {
                    areas.computeIfAbsent(area(path.getKey()), _ -> new ArrayList<>())
                            .add(new Operation(path.getKey(), method, path.getValue().get(method)));
                }
            }
        }
        return areas;
    }

    private static String area(String path) {
        var words = path.split("/");
        if (!words[1].equals("v1")) {
            return "service";
        }
        return words[2].equals("functions") && words.length > 4 ? "function-" + words[4] : words[2];
    }

    private static String title(String area) {
        var words = area.replace('-', ' ');
        return words.startsWith("function ")
                ? "Functions: " + words.substring("function ".length())
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String index(Map<String, List<Operation>> areas) {
        var text =
                new StringBuilder(
                        """
                        ---
                        title: REST API
                        order: 20
                        summary: Every route with its parameters, bodies and answers, written from the API's OpenAPI document.
                        listing: no
                        ---
                        # REST API

                        JSON over HTTP below `/v1`; times are RFC 3339 in UTC, sizes are in bytes, durations have their unit in
                        the name. Who asks shows a token: `Authorization: Bearer TOKEN`
                        ([wasmcloud tokens create](../cli/tokens.md) makes one). What goes wrong is answered as
                        `application/problem+json`, whose `type` is a page of [Problems](../../problems/index.md).

                        **[Try it from this page](try.md)** · The API serves its own description at `/openapi.json`.

                        - Lists come in parts: `?limit=` and `?cursor=`, which is the `next` of the last answer.
                        - What is edited has an `ETag`; with `If-Match`, a change that somebody else made meanwhile is
                          answered with 412 instead of being lost.
                        - Every POST that creates takes an `Idempotency-Key`: the same key and body answers the same
                          result once more, for 24 hours.

                        ## All routes

                        | route | what it does | token's scope |
                        |---|---|---|
                        """);
        areas.forEach(
                (area, operations) ->
                        operations.forEach(
                                one ->
                                        text.append(
                                                "| [`%s`](%s.md#%s) | %s | %s |\n"
                                                        .formatted(
                                                                one.title(),
                                                                area,
                                                                anchor(one.title()),
                                                                cell(one.summary()),
                                                                scope(one)))));
        return text.toString();
    }

    private static String scope(Operation operation) {
        var scope = operation.description().path("x-scope").asString("");
        var role = operation.description().path("x-role").asString("");
        return (scope.isEmpty() ? "none" : "`" + scope + "`")
                + (role.isEmpty() ? "" : ", role `" + role + "`");
    }

    private String page(String area, List<Operation> operations) {
        var text =
                new StringBuilder(
                        "---\ntitle: %s\nsummary: %s\n---\n# %s\n\n"
                                .formatted(
                                        title(area),
                                        operations.stream()
                                                .map(Operation::summary)
                                                .distinct()
                                                .collect(Collectors.joining("; ")),
                                        title(area)));
        operations.forEach(operation -> describe(text, operation));
        return text.toString();
    }

    private void describe(StringBuilder text, Operation operation) {
        var description = operation.description();
        text.append("## ").append(operation.title()).append("\n\n");
        text.append(escaped(operation.summary())).append(".\n\n");
        if (description.has("description")) {
            text.append(escaped(description.get("description").asString())).append("\n\n");
        }
        text.append("Scope: ").append(scope(operation));
        text.append(
                        " · [Try it](try.md#%s)"
                                .formatted(description.path("operationId").asString("")))
                .append("\n\n");
        parameters(text, description.path("parameters"));
        bodies(text, "Body", resolved(description.path("requestBody")).path("content"));
        answers(text, description.path("responses"));
    }

    private void parameters(StringBuilder text, JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        text.append("| parameter | in | form | |\n|---|---|---|---|\n");
        for (var reference : parameters) {
            var parameter = resolved(reference);
            text.append(
                    "| `%s`%s | %s | %s | %s |\n"
                            .formatted(
                                    parameter.path("name").asString(""),
                                    parameter.path("required").asBoolean(false)
                                            ? " (required)"
                                            : "",
                                    parameter.path("in").asString(""),
                                    form(parameter.path("schema")),
                                    cell(parameter.path("description").asString(""))));
        }
        text.append('\n');
    }

    private void bodies(StringBuilder text, String word, JsonNode content) {
        for (var one : content.properties()) {
            text.append("%s: `%s`".formatted(word, one.getKey()));
            var schema = one.getValue().path("schema");
            if (schema.has("$ref") || schema.has("type")) {
                text.append(", ").append(form(schema));
            }
            text.append("\n\n");
            if (schema.has("properties")) {
                fields(text, schema);
            }
        }
    }

    private void answers(StringBuilder text, JsonNode responses) {
        for (var one : responses.properties()) {
            if (one.getKey().equals("default")) {
                continue;
            }
            var response = resolved(one.getValue());
            var content = response.path("content");
            if (content.isEmpty()) {
                text.append("Answer: %s, without a body\n\n".formatted(one.getKey()));
            } else {
                bodies(text, "Answer: " + one.getKey(), content);
            }
        }
    }

    private String schemas() {
        var text =
                new StringBuilder(
                        """
                        ---
                        title: Objects
                        order: 2000
                        summary: The objects that go over the wire, with their fields.
                        ---
                        # Objects

                        """);
        var schemas = document.at("/components/schemas");
        for (var name : new TreeSet<>(schemas.propertyNames())) {
            var schema = schemas.get(name);
            text.append("## ").append(name).append("\n\n");
            if (schema.has("description")) {
                text.append(escaped(schema.get("description").asString())).append("\n\n");
            }
            if (schema.has("properties")) {
                fields(text, schema);
            } else {
                text.append(form(schema)).append("\n\n");
            }
        }
        return text.toString();
    }

    private void fields(StringBuilder text, JsonNode schema) {
        if (schema.get("properties").isEmpty()) {
            text.append("It has no fields.\n\n");
            return;
        }
        var required = new TreeSet<String>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        text.append("| field | form | |\n|---|---|---|\n");
        for (var field : schema.get("properties").properties()) {
            text.append(
                    "| `%s`%s | %s | %s |\n"
                            .formatted(
                                    field.getKey(),
                                    required.contains(field.getKey()) ? "" : " (may be absent)",
                                    form(field.getValue()),
                                    cell(field.getValue().path("description").asString(""))));
        }
        text.append('\n');
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** Returns what a value looks like, in a few words. */
    private String form(JsonNode schema) {
        if (schema.has("$ref")) {
            var reference = schema.get("$ref").asString();
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            return "[%s](%s#%s)".formatted(name, SCHEMAS, anchor(name));
        }
        if (schema.has("enum")) {
            var words = new ArrayList<String>();
            schema.get("enum").forEach(word -> words.add("`" + word.asString() + "`"));
            return String.join(", ", words);
        }
        var type = schema.path("type");
        var name = type.isArray() ? joined(type) : type.asString("");
        return switch (name) {
            case "array" -> "list of " + form(schema.path("items"));
            case "object" ->
                    schema.path("additionalProperties").isObject()
                            ? "object of " + form(schema.get("additionalProperties"))
                            : "object";
            case "" -> alternatives(schema);
            default -> name + bounds(schema);
        };
    }

    private String alternatives(JsonNode schema) {
        for (var word : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(word)) {
                var forms = new ArrayList<String>();
                schema.get(word).forEach(one -> forms.add(form(one)));
                return String.join(" or ", forms);
            }
        }
        return schema.path("contentMediaType").asString("any");
    }

    private static String joined(JsonNode types) {
        var words = new ArrayList<String>();
        types.forEach(type -> words.add(type.asString()));
        return String.join(" or ", words);
    }

    private static String bounds(JsonNode schema) {
        var words = new LinkedHashMap<String, String>();
        words.put("format", "");
        words.put("minimum", "from ");
        words.put("maximum", "to ");
        words.put("minLength", "at least characters: ");
        words.put("maxLength", "at most characters: ");
        words.put("default", "without it ");
        var said =
                words.entrySet().stream()
                        .filter(word -> schema.has(word.getKey()))
                        .filter(word -> !schema.get(word.getKey()).asString().startsWith("int"))
                        .map(word -> word.getValue() + schema.get(word.getKey()).asString())
                        .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : " (" + said + ")";
    }

    private static String anchor(String heading) {
        var kept = new StringBuilder();
        heading.toLowerCase(Locale.ROOT)
                .chars()
                .map(c -> c == ' ' ? '-' : c)
                .filter(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|").replace("\n", " ");
    }

    private static String escaped(String text) {
        return text.replace("*", "\\*").replace("<", "\\<").replace("_", "\\_");
    }
}
