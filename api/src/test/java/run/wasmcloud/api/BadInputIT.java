package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whatever comes from outside is answered, and never with an error of ours: bodies that the OpenAPI
 * document does not allow are refused, those that it allows are accepted or refused.
 */
@ExtendWith(TestApi.Provider.class)
class BadInputIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int RANDOM_BODIES = 8;

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "\0",
                    "a\0b",
                    "'; DROP TABLE users; --",
                    "../../../etc/passwd",
                    "a\r\nX-Injected: 1",
                    "\ud800",
                    "\u202e💥",
                    "%00%2e%2e%2f",
                    "-1",
                    "99999999999999999999",
                    "x".repeat(70_000));

    private static final List<String> LITERALS =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1.5",
                    "9223372036854775808",
                    "1e400",
                    "[]",
                    "[[]]",
                    "{}",
                    "{\"a\":1}");

    private static final List<String> GARBAGE =
            List.of(
                    "",
                    " ",
                    "{",
                    "}",
                    "nul",
                    "{\"a\":NaN}",
                    "{'a':1}",
                    "{\"a\":1}{",
                    "[".repeat(500_000) + "]".repeat(500_000),
                    "{\"a\":".repeat(150_000) + "1" + "}".repeat(150_000),
                    "{\"" + "x".repeat(900_000) + "\":1}");

    private final TestApi api;
    private final Examples examples;
    private final User user;
    private final OwnedThings things;

    BadInputIT(TestApi api) {
        this.api = api;
        this.examples = new Examples(api.document());
        this.user =
                api.store()
                        .users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestApi.PASSWORD,
                                Role.ADMIN,
                                Plan.PAID);
        this.things = new OwnedThings(api, user);
    }

    @AfterEach
    void putBack() {
        api.store().plans().put(Plan.APPLICANT, Plan.APPLICANT.limits(), OptionalInt.empty());
    }

    @TestFactory
    Stream<DynamicTest> refusesBodiesThatAreNoJson() {
        return withJsonBody(
                operation -> {
                    for (var garbage : GARBAGE) {
                        refuse(operation, garbage.getBytes(StandardCharsets.UTF_8));
                    }
                    refuse(operation, invalidUtf8());
                    var random = new Random(operation.toString().hashCode());
                    for (var i = 0; i < RANDOM_BODIES; i++) {
                        var bytes = new byte[1 + random.nextInt(200)];
                        random.nextBytes(bytes);
                        refuse(operation, bytes);
                    }
                });
    }

    private static byte[] invalidUtf8() {
        var body = "{\"name\":\"??\",\"reason\":\"??\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (var i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xC0 : body[i];
        }
        return body;
    }

    @TestFactory
    Stream<DynamicTest> refusesKeysThatComeTwice() {
        return withJsonBody(
                operation -> {
                    var body = (ObjectNode) examples.largest(operation.jsonBody());
                    var name = body.propertyNames().iterator().next();
                    var value = body.get(name).toString();
                    var twice = "{\"%s\":%s,\"%s\":%s}".formatted(name, value, name, value);
                    var reply = send(operation, twice.getBytes(StandardCharsets.UTF_8));
                    assertThat(reply.status()).as(reply.json().toString()).isBetween(400, 499);
                });
    }

    @TestFactory
    Stream<DynamicTest> refusesBodiesThatTheDocumentDoesNotAllow() {
        return withJsonBody(
                operation -> {
                    var schema = operation.jsonBody();
                    for (var body : mutations(schema)) {
                        var reply = send(operation, body.getBytes(StandardCharsets.UTF_8));
                        var said = "%s with %s".formatted(operation, shortened(body));
                        assertThat(reply.status()).as(said).isLessThan(500);
                        if (!api.document().isValid(schema, JSON.readTree(body))) {
                            assertThat(reply.status()).as(said).isBetween(400, 499);
                        }
                        requireNoTrace(reply);
                    }
                });
    }

    /** Each field in turn is of another type, hostile, or missing; and one is too many. */
    private List<String> mutations(JsonNode schema) {
        var bodies = new ArrayList<String>();
        var whole = (ObjectNode) examples.largest(schema);
        bodies.add(whole.deepCopy().put("surprise", 1).toString());
        for (var name : List.copyOf(whole.propertyNames())) {
            for (var text : TEXTS) {
                bodies.add(with(whole, name, JSON.writeValueAsString(text)));
            }
            for (var literal : LITERALS) {
                bodies.add(with(whole, name, literal));
            }
            var less = whole.deepCopy();
            less.remove(name);
            bodies.add(less.toString());
        }
        return bodies;
    }

    private static String with(ObjectNode whole, String name, String literal) {
        var marked = whole.deepCopy().put(name, "@@@").toString();
        return marked.replace("\"@@@\"", literal);
    }

    @TestFactory
    Stream<DynamicTest> answersAbsurdQueries() {
        return operations()
                .filter(operation -> operation.method().equals("GET"))
                .map(
                        operation ->
                                test(
                                        operation,
                                        () ->
                                                operation
                                                        .queryParameters()
                                                        .forEach(name -> absurd(operation, name))));
    }

    private void absurd(ApiDocument.Operation operation, String name) {
        for (var text : TEXTS) {
            if (text.length() < 10_000 && !text.contains("\ud800")) {
                var path = operation.path();
                var reply =
                        api.call("GET", path, things.parts(path))
                                .as(things.jwt())
                                .query(name, text)
                                .send();
                assertThat(reply.status()).as("%s?%s=%s", operation, name, text).isLessThan(500);
                requireNoTrace(reply);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> answersAbsurdPaths() {
        var parts =
                List.of(
                        "%00",
                        "..%2f..%2fetc%2fpasswd",
                        "%2e%2e",
                        "'%3B--",
                        "%0d%0aX-Injected:1",
                        "%ff%fe",
                        "-1",
                        "99999999999999999999",
                        "x".repeat(1_000));
        return operations()
                .filter(operation -> operation.path().contains("{"))
                .map(
                        operation ->
                                test(
                                        operation,
                                        () -> parts.forEach(part -> absurdPath(operation, part))));
    }

    private void absurdPath(ApiDocument.Operation operation, String part) {
        var path = operation.path();
        var all = new String[path.split("\\{").length - 1];
        java.util.Arrays.fill(all, part);
        var call = api.call(operation.method(), path, (Object[]) all).as(things.jwt());
        var body = operation.jsonBody();
        var reply =
                (body.isMissingNode() ? call : call.json(examples.smallest(body).toString()))
                        .send();
        assertThat(reply.status()).as("%s with %s", operation, part).isBetween(400, 499);
        assertThat(reply.response().headers().firstValue("X-Injected")).isEmpty();
        requireNoTrace(reply);
    }

    private Stream<DynamicTest> withJsonBody(
            java.util.function.Consumer<ApiDocument.Operation> check) {
        return operations()
                .filter(operation -> !operation.jsonBody().isMissingNode())
                .map(operation -> test(operation, () -> check.accept(operation)));
    }

    private static DynamicTest test(ApiDocument.Operation operation, Runnable check) {
        return DynamicTest.dynamicTest(operation.toString(), check::run);
    }

    private Stream<ApiDocument.Operation> operations() {
        return api.document().operations().toList().stream();
    }

    private void refuse(ApiDocument.Operation operation, byte[] body) {
        var reply = send(operation, body);
        assertThat(reply.status())
                .as("%s with %s", operation, shortened(new String(body, StandardCharsets.UTF_8)))
                .isBetween(400, 499);
        requireNoTrace(reply);
    }

    private Call.Reply send(ApiDocument.Operation operation, byte[] body) {
        var path = operation.path();
        return api.call(operation.method(), path, things.parts(path))
                .as(things.jwt())
                .body("application/json", BodyPublishers.ofByteArray(body))
                .send();
    }

    private static void requireNoTrace(Call.Reply reply) {
        if (reply.status() >= 400) {
            assertThat(reply.text("detail"))
                    .doesNotContain("run.wasmcloud", "java.", "jackson", "SELECT", "psql");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
