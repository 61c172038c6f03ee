package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document, as tests hold it against what the API does. */
record ApiDocument(JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static ApiDocument read() {
        return new ApiDocument(JSON.readTree(OpenApiDocument.read().bytes()));
    }

    /** Returns its routes in the form {@code GET /v1/whoami}. */
    Set<String> routes() {
        var routes = new TreeSet<String>();
        root.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .propertyNames()
                                        .forEach(
                                                method ->
                                                        routes.add(
                                                                method.toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        return routes;
    }

    JsonNode operation(String method, String path) {
        return root.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
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

    private java.util.List<com.networknt.schema.Error> errors(JsonNode schema, JsonNode body) {
        var whole = JSON.createObjectNode();
        whole.set("components", root.get("components"));
        whole.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(body);
    }
}
