package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserState;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class SignInIT {
    private final TestApi api;

    SignInIT(TestApi api) {
        this.api = api;
    }

    @Test
    void refusesEveryRouteWithoutAToken() {
        var routes =
                api.routes().stream()
                        .filter(route -> route.endpoint() instanceof Endpoint.SignedIn)
                        .toList();
        assertThat(routes).hasSizeGreaterThan(15);
        for (var route : routes) {
            var reply =
                    api.call(route.method(), route.path(), "abc", "1")
                            .refused(401, "not-signed-in");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void tellsWhoIsAsking() {
        var user = api.user(Plan.FREE);
        var whoami = api.call("GET", "/v1/whoami").as(api.token(user, TokenScope.READ).jwt()).ok();

        assertThat(whoami.path("email").asString()).isEqualTo(user.email());
        assertThat(whoami.path("plan").asString()).isEqualTo("free");
        assertThat(whoami.path("id").asString()).isEqualTo(user.id().toString());
    }

    @Test
    void signsInAndOut() {
        var user = api.user(Plan.FREE);
        var session = signIn(user.email(), TestApi.PASSWORD).send();
        assertThat(session.status()).isEqualTo(201);
        assertThat(session.header("Location")).isEqualTo("/v1/sessions/" + session.text("id"));
        var jwt = session.text("token");

        var sessions = api.call("GET", "/v1/sessions").as(jwt).ok().path("items");
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).path("current").asBoolean()).isTrue();

        assertThat(api.call("DELETE", "/v1/sessions/{id}", "current").as(jwt).send().status())
                .isEqualTo(204);
        assertThat(
                        api.call("GET", "/v1/whoami")
                                .as(jwt)
                                .refused(401, "not-signed-in")
                                .text("detail"))
                .contains("revoked");
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownAddressAlike() {
        var user = api.user(Plan.FREE);
        var wrong = signIn(user.email(), "wrong").refused(401, "wrong-credentials");
        var unknown = signIn("nobody@example.com", "wrong").refused(401, "wrong-credentials");

        assertThat(wrong.text("detail")).isEqualTo(unknown.text("detail"));
        assertThat(wrong.header("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void refusesALockedUserOnTheNextRequest() {
        var user = api.user(Plan.FREE);
        var jwt = api.token(user, TokenScope.ADMIN).jwt();
        api.call("GET", "/v1/whoami").as(jwt).ok();
        api.store().users().setState(user.id(), UserState.LOCKED);

        api.call("GET", "/v1/whoami").as(jwt).refused(401, "not-signed-in");
        signIn(user.email(), TestApi.PASSWORD).refused(403, "not-allowed");
    }

    @Test
    void makesListsAndRevokesTokens() {
        var jwt = api.newUser();
        var made =
                api.call("POST", "/v1/tokens")
                        .as(jwt)
                        .json("{\"name\":\"laptop\",\"scope\":\"read\"}")
                        .ok();
        var reader = made.path("token").asString();
        api.call("GET", "/v1/whoami").as(reader).ok();

        var listed = api.call("GET", "/v1/tokens").as(jwt).ok().path("items");
        assertThat(listed.findValuesAsString("name")).containsExactlyInAnyOrder("laptop", "test");

        var id = made.path("id").asString();
        assertThat(api.call("DELETE", "/v1/tokens/{id}", id).as(jwt).send().status())
                .isEqualTo(204);
        api.call("GET", "/v1/whoami").as(reader).refused(401, "not-signed-in");
        api.call("DELETE", "/v1/tokens/{id}", id).as(jwt).refused(404, "not-found");
    }

    @Test
    void letsATokenDoNoMoreThanItsScope() {
        var user = api.user(Plan.FREE);
        var reader = api.token(user, TokenScope.READ).jwt();
        var deployer = api.token(user, TokenScope.DEPLOY).jwt();

        api.call("GET", "/v1/functions").as(reader).ok();
        api.call("POST", "/v1/functions").as(reader).json("{}").refused(403, "not-allowed");
        api.call("POST", "/v1/functions").as(deployer).json("{}").ok();
        api.call("GET", "/v1/tokens").as(deployer).refused(403, "not-allowed");
    }

    @Test
    void revokesOnlyOnesOwnTokens() {
        var other = api.token(api.user(Plan.FREE), TokenScope.ADMIN);
        var id = other.token().id();

        api.call("DELETE", "/v1/tokens/{id}", id).as(api.newUser()).refused(404, "not-found");
        api.call("DELETE", "/v1/sessions/{id}", id).as(api.newUser()).refused(404, "not-found");
        api.call("DELETE", "/v1/tokens/{id}", "x").as(api.newUser()).refused(404, "not-found");
        api.call("GET", "/v1/whoami").as(other.jwt()).ok();
    }

    @Test
    void tellsAllThatIsWrongWithATokenRequestAtOnce() {
        var reply =
                api.call("POST", "/v1/tokens")
                        .as(api.newUser())
                        .json("{\"name\":\" \",\"expiresAt\":\"2001-01-01T00:00:00Z\"}")
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/name", "/scope", "/expiresAt");
    }

    @Test
    void takesAnExpiryOfTheUsersChoice() {
        var expiresAt =
                Instant.now()
                        .plus(Duration.ofDays(3))
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var made =
                api.call("POST", "/v1/tokens")
                        .as(api.newUser())
                        .json(
                                "{\"name\":\"ci\",\"scope\":\"deploy\",\"expiresAt\":\"%s\"}"
                                        .formatted(expiresAt))
                        .ok();

        assertThat(Instant.parse(made.path("expiresAt").asString())).isEqualTo(expiresAt);
    }

    @Test
    void refusesWhatIsNoToken() {
        for (var text : new String[] {"x", "a.b.c", UUID.randomUUID().toString()}) {
            api.call("GET", "/v1/whoami").as(text).refused(401, "not-signed-in");
        }
    }

    private Call signIn(String email, String password) {
        return api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }
}
