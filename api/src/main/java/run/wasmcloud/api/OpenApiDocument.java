package run.wasmcloud.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The description of the API that it serves, put together from one file an area: its paths, and the
 * schemas that it brings.
 */
final class OpenApiDocument {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FOLDER = "/openapi/";
    private static final List<String> AREAS =
            List.of(
                    "service",
                    "accounts",
                    "signup",
                    "auth",
                    "tokens",
                    "functions",
                    "deployments",
                    "policies",
                    "access",
                    "config",
                    "secrets",
                    "queue",
                    "domains",
                    "files",
                    "records",
                    "audit",
                    "plans",
                    "users",
                    "usage");

    private OpenApiDocument() {}

    /**
     * Reads the document from the jar.
     *
     * @throws IllegalStateException when two areas describe the same operation or schema
     */
    static RawJson read() {
        var document = part("document");
        var paths = (ObjectNode) document.get("paths");
        var schemas = (ObjectNode) document.at("/components/schemas");
        for (var area : AREAS) {
            var part = part(area);
            addPaths(paths, (ObjectNode) part.get("paths"));
            add(schemas, (ObjectNode) part.get("schemas"));
        }
        paths.forEach(OpenApiDocument::addIdempotencyKey);
        return new RawJson(JSON.writeValueAsBytes(document));
    }

    /** Every request that creates may come with a key, if it is known whose it is. */
    private static void addIdempotencyKey(JsonNode path) {
        if (path.get("post") instanceof ObjectNode post && !post.get("security").isEmpty()) {
            post.withArray("parameters")
                    .addObject()
                    .put("$ref", "#/components/parameters/IdempotencyKey");
        }
    }

    /** What one path does may belong to several areas. */
    private static void addPaths(ObjectNode whole, ObjectNode part) {
        for (var path : part.properties()) {
            add(whole.withObjectProperty(path.getKey()), (ObjectNode) path.getValue());
        }
    }

    private static void add(ObjectNode whole, ObjectNode part) {
        for (var entry : part.properties()) {
            if (whole.has(entry.getKey())) {
                throw new IllegalStateException(entry.getKey() + " is described twice");
            }
            whole.set(entry.getKey(), entry.getValue());
        }
    }

    private static ObjectNode part(String name) {
        try (var stream = OpenApiDocument.class.getResourceAsStream(FOLDER + name + ".json")) {
            if (stream == null) {
                throw new IllegalStateException(FOLDER + name + ".json is not in the jar");
            }
            return (ObjectNode) JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new IllegalStateException(FOLDER + name + ".json is no JSON", e);
        }
    }
}
