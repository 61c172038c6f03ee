package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Role;

import java.util.stream.Collectors;

@ExtendWith(TestApi.Provider.class)
class OpenApiIT {
    private final TestApi api;

    OpenApiIT(TestApi api) {
        this.api = api;
    }

    @Test
    void describesTheRoutesThatExistAndNoOthers() {
        var existing =
                api.routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toSet());

        assertThat(api.document().routes()).isEqualTo(existing);
    }

    @Test
    void saysOfEachRouteWhoMayUseIt() {
        for (var route : api.routes()) {
            var operation = api.document().operation(route.method(), route.path());
            assertThat(operation.path("x-scope").asString())
                    .as(route.method() + " " + route.path())
                    .isEqualTo(
                            switch (route.endpoint()) {
                                case Endpoint.Open _ -> "";
                                case Endpoint.SignedIn signedIn -> Json.word(signedIn.scope());
                            });
            assertThat(operation.path("x-role").asString())
                    .as(route.method() + " " + route.path())
                    .isEqualTo(
                            route.endpoint() instanceof Endpoint.SignedIn(var _, var role, var _)
                                            && role == Role.ADMIN
                                    ? "admin"
                                    : "");
            assertThat(operation.path("security").isEmpty())
                    .isEqualTo(route.endpoint() instanceof Endpoint.Open);
        }
    }

    @Test
    void hasNoReferenceThatLeadsNowhere() {
        assertThat(api.document().root().findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference ->
                                assertThat(
                                                api.document()
                                                        .root()
                                                        .at(reference.substring(1))
                                                        .isMissingNode())
                                        .as(reference)
                                        .isFalse());
    }

    @Test
    void isServed() {
        assertThat(api.call("GET", "/openapi.json").ok()).isEqualTo(api.document().root());
    }
}
