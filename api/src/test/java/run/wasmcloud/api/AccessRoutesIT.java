package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class AccessRoutesIT {
    private static final String SIGN = "/v1/functions/{name}/signed-urls";
    private static final String SUSPENSION = "/v1/functions/{name}/suspension";

    private final TestApi api;
    private final String jwt;
    private final String name;

    AccessRoutesIT(TestApi api) {
        this.api = api;
        this.jwt = api.newUser();
        this.name = newFunction(jwt);
    }

    private String newFunction(String owner) {
        return api.call("POST", "/v1/functions").as(owner).json("{}").ok().path("name").asString();
    }

    private String newAdmin() {
        var admin =
                api.store()
                        .users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestApi.PASSWORD,
                                Role.ADMIN,
                                Plan.PAID);
        return api.token(admin, TokenScope.ADMIN).jwt();
    }

    @Test
    void signsAnAddress() {
        var body = "{\"path\":\"/files/\",\"prefix\":true,\"method\":\"PUT\"}";
        var made = api.call("POST", SIGN, name).as(jwt).json(body).send();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("url"))
                .startsWith("http://" + name + ".run.localhost:8081/files/?wasmcloud-signature=")
                .isEqualTo(made.header("Location"));
        assertThat(made.text("path")).isEqualTo("/files/");
        assertThat(made.json().path("prefix").asBoolean()).isTrue();
        assertThat(made.text("method")).isEqualTo("PUT");
        assertThat(Duration.between(Instant.now(), Instant.parse(made.text("expiresAt"))))
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    @Test
    void signsTheRootForReadingUnlessAskedForMore() {
        var made = api.call("POST", SIGN, name).as(jwt).json("{}").ok();

        assertThat(made.path("path").asString()).isEqualTo("/");
        assertThat(made.path("method").asString()).isEqualTo("GET");
        assertThat(made.path("prefix").asBoolean()).isFalse();
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        var reply =
                api.call("POST", SIGN, name)
                        .as(jwt)
                        .json(
                                """
                                {"path":"x","method":"TRACE","expiresAt":"2001-01-01T00:00:00Z"}
                                """)
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/path", "/method", "/expiresAt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "/a?b", "/a#b", "/a b", "/%zz", "/a/../b", "/a/%2e%2E", "/.", "/ä"})
    void refusesWhatIsNoPath(String path) {
        api.call("POST", SIGN, name)
                .as(jwt)
                .json("{\"path\":\"%s\"}".formatted(path))
                .refused(422, "invalid-value");
    }

    @Test
    void revokesAddresses() {
        assertThat(api.call("DELETE", SIGN, name).as(jwt).send().status()).isEqualTo(204);
    }

    @Test
    void hidesOtherUsersFunctions() {
        var other = api.newUser();

        api.call("POST", SIGN, name).as(other).json("{}").refused(404, "not-found");
        api.call("DELETE", SIGN, name).as(other).refused(404, "not-found");
    }

    @Test
    void suspendsAFunctionOfAnyUser() {
        var admin = newAdmin();
        var body = "{\"reason\":\"phishing\",\"note\":\"copies a bank\"}";

        var made = api.call("POST", SUSPENSION, name).as(admin).json(body).send();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("reason")).isEqualTo("phishing");
        assertThat(made.text("note")).isEqualTo("copies a bank");
        assertThat(told()).isEqualTo("phishing");
        assertThat(api.call("DELETE", SUSPENSION, name).as(admin).send().status()).isEqualTo(204);
        assertThat(told()).isEmpty();
        api.call("DELETE", SUSPENSION, name).as(admin).refused(404, "not-found");
    }

    private String told() {
        var function = api.call("GET", "/v1/functions/{name}", name).as(jwt).ok();
        return function.at("/suspension/reason").asString();
    }

    @Test
    void closesAndOpensAFunctionAsASetting() {
        var settings = "/v1/functions/{name}";
        assertThat(visibility(api.call("GET", settings, name).as(jwt).ok())).isEqualTo("public");

        var closed =
                api.call("PATCH", settings, name).as(jwt).json("{\"visibility\":\"private\"}").ok();
        assertThat(visibility(closed)).isEqualTo("private");
        var changed =
                api.call("PATCH", settings, name).as(jwt).json("{\"description\":\"x\"}").ok();
        assertThat(visibility(changed)).isEqualTo("private");

        api.call("PATCH", settings, name)
                .as(jwt)
                .json("{\"visibility\":\"hidden\"}")
                .refused(422, "invalid-value");
    }

    private static String visibility(JsonNode function) {
        return function.path("visibility").asString();
    }

    @Test
    void suspendsForAdminsOnly() {
        var body = "{\"reason\":\"spam\"}";

        api.call("POST", SUSPENSION, name).as(jwt).json(body).refused(403, "not-allowed");
        api.call("DELETE", SUSPENSION, name).as(jwt).refused(403, "not-allowed");
    }

    @Test
    void asksForAReason() {
        var reply =
                api.call("POST", SUSPENSION, name)
                        .as(newAdmin())
                        .json("{\"note\":\"%s\"}".formatted("x".repeat(1001)))
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/reason", "/note");
    }

    @Test
    void opensNothingButItsFunctionToATokenForOne() {
        var token =
                api.call("POST", "/v1/tokens")
                        .as(jwt)
                        .json(
                                "{\"name\":\"ci\",\"scope\":\"admin\",\"function\":\"%s\"}"
                                        .formatted(name))
                        .ok()
                        .path("token")
                        .asString();
        var other = newFunction(jwt);

        api.call("GET", "/v1/functions/{name}", name).as(token).ok();
        api.call("GET", "/v1/functions/{name}/logs", name).as(token).ok();
        api.call("GET", "/v1/whoami").as(token).ok();
        api.call("GET", "/v1/functions/{name}", other).as(token).refused(404, "not-found");
        api.call("GET", "/v1/functions").as(token).refused(403, "not-allowed");
        api.call("POST", "/v1/functions").as(token).json("{}").refused(403, "not-allowed");
        api.call("GET", "/v1/tokens").as(token).refused(403, "not-allowed");
        var listed = api.call("GET", "/v1/tokens").as(jwt).ok().path("items");
        assertThat(listed.findValuesAsString("function")).containsExactly(name);
    }

    @Test
    void bindsATokenToNobodyElsesFunction() {
        var body = "{\"name\":\"ci\",\"scope\":\"read\",\"function\":\"%s\"}".formatted(name);

        var reply =
                api.call("POST", "/v1/tokens")
                        .as(api.newUser())
                        .json(body)
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/function");
    }

    @Test
    void opensNothingOfTheApiToATokenThatMayOnlyInvoke() {
        var made =
                api.call("POST", "/v1/tokens")
                        .as(jwt)
                        .json("{\"name\":\"caller\",\"scope\":\"invoke\"}")
                        .ok();
        var token = made.path("token").asString();

        api.call("GET", "/v1/whoami").as(token).refused(403, "not-allowed");
        api.call("GET", "/v1/functions/{name}", name).as(token).refused(403, "not-allowed");
    }
}
