package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks the OpenAPI document: whatever it does not say is public is for those only whom it names.
 * Routes that are added are walked too.
 */
@ExtendWith(TestApi.Provider.class)
class RouteWalkIT {
    /** Whoever adds a route that anybody may use adds it here too, on purpose. */
    private static final Set<String> PUBLIC =
            Set.of(
                    "GET /healthz",
                    "GET /readyz",
                    "GET /openapi.json",
                    "GET /problems/{slug}",
                    "POST /v1/sessions",
                    "POST /v1/users",
                    "PUT /v1/verifications/{token}",
                    "POST /v1/password-resets",
                    "PUT /v1/password-resets/{token}",
                    "GET /v1/auth",
                    "GET /v1/auth/{provider}",
                    "GET /v1/auth/{provider}/callback",
                    "POST /v1/auth/sessions",
                    "POST /v1/billing/events");

    /** What these name is nobody's. */
    private static final Set<String> NOBODYS = Set.of("GET /v1/statements/{month}");

    private final TestApi api;
    private final Examples examples;

    RouteWalkIT(TestApi api) {
        this.api = api;
        this.examples = new Examples(api.document());
    }

    @Test
    void knowsWhatIsPublic() {
        assertThat(
                        api.document()
                                .operations()
                                .filter(ApiDocument.Operation::isOpen)
                                .map(ApiDocument.Operation::toString))
                .isSubsetOf(PUBLIC);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhoHasNoToken() {
        var things = things();
        return each(
                operation -> {
                    var reply = call(operation, things).refused(401, "not-signed-in");
                    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
                });
    }

    @TestFactory
    Stream<DynamicTest> refusesARevokedToken() {
        var things = things();
        var user = api.user(Plan.PAID);
        var token = api.token(user, TokenScope.ADMIN);
        api.store().tokens().revoke(user.id(), token.token().id());
        return each(
                operation -> {
                    var reply =
                            call(operation, things).as(token.jwt()).refused(401, "not-signed-in");
                    assertThat(reply.text("detail")).contains("revoked");
                });
    }

    @TestFactory
    Stream<DynamicTest> refusesATokenOfANarrowerScope() {
        var things = things();
        var user = api.user(Plan.PAID);
        return each(
                operation -> {
                    var scope = scope(operation);
                    for (var narrower : TokenScope.values()) {
                        if (!narrower.includes(scope)) {
                            var reply =
                                    call(operation, things)
                                            .as(api.token(user, narrower).jwt())
                                            .refused(403, "not-allowed");
                            assertThat(reply.text("detail"))
                                    .contains("expected: " + operation.scope());
                        }
                    }
                });
    }

    private static TokenScope scope(ApiDocument.Operation operation) {
        return Stream.of(TokenScope.values())
                .filter(scope -> Json.word(scope).equals(operation.scope()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + " has no x-scope"));
    }

    @TestFactory
    Stream<DynamicTest> refusesAUserWhereAnAdminIsAskedFor() {
        var things = things();
        var user = api.newUser();
        return each(
                operation -> {
                    if (operation.isForAdmins()) {
                        var reply = call(operation, things).as(user).refused(403, "not-allowed");
                        assertThat(reply.text("detail")).contains("expected: admin");
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> hidesWhatIsAnotherUsers() {
        var things = things();
        var other = api.newUser();
        return each(
                operation -> {
                    if (operation.path().contains("{")
                            && !operation.isForAdmins()
                            && !NOBODYS.contains(operation.toString())) {
                        call(operation, things).as(other).refused(404, "not-found");
                    }
                });
    }

    private OwnedThings things() {
        return OwnedThings.of(api);
    }

    private Stream<DynamicTest> each(java.util.function.Consumer<ApiDocument.Operation> check) {
        return api
                .document()
                .operations()
                .filter(operation -> !operation.isOpen())
                .map(
                        operation ->
                                DynamicTest.dynamicTest(
                                        operation.toString(), () -> check.accept(operation)))
                .collect(Collectors.toList())
                .stream();
    }

    private Call call(ApiDocument.Operation operation, OwnedThings things) {
        var path = operation.path();
        var call = api.call(operation.method(), path, things.parts(path));
        var body = operation.jsonBody();
        return body.isMissingNode() ? call : call.json(examples.smallest(body).toString());
    }
}
