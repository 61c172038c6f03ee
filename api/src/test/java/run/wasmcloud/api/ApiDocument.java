package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OpenAPI document, as tests hold it against what the API does. */
record ApiDocument(JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static ApiDocument read() {
        return new ApiDocument(JSON.readTree(OpenApiDocument.read().bytes()));
    }

    /**
     * What one method does on one path.
     *
     * @param description as it stands in the document
     */
    record Operation(String method, String path, JsonNode description) {
        boolean isOpen() {
            return description.path("security").isEmpty();
        }

        String scope() {
            return description.path("x-scope").asString("");
        }

        boolean isForAdmins() {
            return description.path("x-role").asString("").equals("admin");
        }

        /** Returns the schema of its JSON body; missing when it takes none. */
        JsonNode jsonBody() {
            return description.at("/requestBody/content/application~1json/schema");
        }

        /** Returns the names of its query parameters. */
        Stream<String> queryParameters() {
            return description
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString("").equals("query"))
                    .map(parameter -> parameter.path("name").asString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns all operations. */
    Stream<Operation> operations() {
        return root.get("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .map(
                                                method ->
                                                        new Operation(
                                                                method.getKey()
                                                                        .toUpperCase(Locale.ROOT),
                                                                path.getKey(),
                                                                method.getValue())));
    }

    /** Returns its routes in the form {@code GET /v1/whoami}. */
    Set<String> routes() {
        return operations().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a schema itself where there is a reference to it. */
    JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : resolved(root.at(reference.substring(1)));
    }

    /** Tells whether a body is what a schema says; what is null is as if it were left out. */
    boolean isValid(JsonNode schema, JsonNode body) {
        return requestErrors(schema, body).isEmpty();
    }

    private List<Error> requestErrors(JsonNode schema, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return errors(schema, body);
        }
        var given = object.deepCopy();
        var properties = resolved(schema).path("properties");
        given.properties()
                .removeIf(field -> field.getValue().isNull() && properties.has(field.getKey()));
        return errors(schema, given);
    }

    JsonNode operation(String method, String path) {
        return root.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    }

    /** Fails unless a body that was accepted is what the document says of its route. */
    void requireDescribedBody(String method, String path, JsonNode body) {
        var schema = operation(method, path).at("/requestBody/content/application~1json/schema");
        if (!schema.isMissingNode() && !body.isMissingNode()) {
            assertThat(requestErrors(schema, body)).as("the body of %s %s", method, path).isEmpty();
        }
    }

    /** Fails unless an answer is what the document says of its route. */
    void requireDescribed(String method, String path, int status, String mediaType, JsonNode body) {
        var content = response(method, path, status).path("content");
        if (content.isMissingNode()) {
            assertThat(body.isMissingNode()).as("no body").isTrue();
            return;
        }
        assertThat(content.has(mediaType)).as(mediaType + " is described").isTrue();
        assertThat(errors(content.path(mediaType).path("schema"), body)).isEmpty();
    }

    private JsonNode response(String method, String path, int status) {
        var responses = operation(method, path).path("responses");
        var own = responses.path(String.valueOf(status));
        if (!own.isMissingNode()) {
            return own;
        }
        assertThat(status).as("status that is not described").isGreaterThanOrEqualTo(400);
        return root.at("/components/responses/Problem");
    }

    private List<Error> errors(JsonNode schema, JsonNode body) {
        var whole = JSON.createObjectNode();
        whole.set("components", root.get("components"));
        whole.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(body);
    }
}
