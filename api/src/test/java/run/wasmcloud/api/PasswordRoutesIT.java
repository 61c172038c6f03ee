package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class PasswordRoutesIT {
    private static final String NEW_PASSWORD = "another horse battery staple";

    private final TestApi api;

    PasswordRoutesIT(TestApi api) {
        this.api = api;
    }

    @Test
    void changesAPasswordAndEndsTheOtherSessions() {
        var user = api.user(Plan.FREE);
        var here = session(user.email(), TestApi.PASSWORD);
        var elsewhere = session(user.email(), TestApi.PASSWORD);
        var program = api.token(user, TokenScope.READ).jwt();

        change(here, TestApi.PASSWORD, NEW_PASSWORD).ok();

        api.call("GET", "/v1/whoami").as(here).ok();
        api.call("GET", "/v1/whoami").as(elsewhere).refused(401, "not-signed-in");
        api.call("GET", "/v1/whoami").as(program).ok();
        session(user.email(), NEW_PASSWORD);
        signIn(user.email(), TestApi.PASSWORD).refused(401, "wrong-credentials");
    }

    @Test
    void asksForTheOldPassword() {
        var user = api.user(Plan.FREE);
        var here = session(user.email(), TestApi.PASSWORD);

        var wrong = error(change(here, "not this one", NEW_PASSWORD));
        assertThat(wrong.path("pointer").asString()).isEqualTo("/currentPassword");
        assertThat(wrong.path("detail").asString()).isEqualTo("is not the account's password");
        var none =
                api.call("PUT", "/v1/whoami/password")
                        .as(here)
                        .json("{\"newPassword\":\"" + NEW_PASSWORD + "\"}");
        assertThat(error(none)).isEqualTo(wrong);
        session(user.email(), TestApi.PASSWORD);
    }

    @Test
    void saysWhatIsWrongWithTheNewPassword() {
        var user = api.user(Plan.FREE);
        var error = error(change(session(user.email(), TestApi.PASSWORD), TestApi.PASSWORD, "x"));

        assertThat(error.path("pointer").asString()).isEqualTo("/newPassword");
        assertThat(error.path("detail").asString()).isEqualTo("must have 10 to 256 characters");
    }

    private static JsonNode error(Call call) {
        return call.refused(422, "invalid-value").json().at("/errors/0");
    }

    @Test
    void letsAnAdministratorHandOutALink() {
        var user = api.user(Plan.FREE);
        var session = session(user.email(), TestApi.PASSWORD);
        var link =
                api.call("POST", "/v1/users/{id}/password-resets", user.id()).as(api.admin()).ok();
        var token = link.path("token").asString();
        assertThat(link.path("link").asString())
                .isEqualTo("http://panel.localhost:8080/new-password?token=" + token);
        assertThat(Instant.parse(link.path("expiresAt").asString())).isAfter(Instant.now());

        api.call("PUT", "/v1/password-resets/{token}", token)
                .json("{\"password\":\"" + NEW_PASSWORD + "\"}")
                .ok();

        api.call("GET", "/v1/whoami").as(session).refused(401, "not-signed-in");
        session(user.email(), NEW_PASSWORD);
        assertThat(api.store().users().find(user.id()).map(User::emailVerified)).contains(false);
    }

    @Test
    void letsOnlyAdministratorsDoThat() {
        var user = api.user(Plan.FREE);
        var call = api.call("POST", "/v1/users/{id}/password-resets", user.id());
        call.as(api.newUser()).refused(403, "not-allowed");
        api.call("POST", "/v1/users/{id}/password-resets", UUID.randomUUID())
                .as(api.admin())
                .refused(404, "not-found");
    }

    @Test
    void saysThatNoMailIsSent() {
        for (var email : new String[] {api.user(Plan.FREE).email(), "nobody@example.com"}) {
            var refused =
                    api.call("POST", "/v1/password-resets")
                            .json("{\"email\":\"" + email + "\"}")
                            .refused(409, "conflict");
            assertThat(refused.text("detail"))
                    .isEqualTo("This installation sends no mail: ask its operator for a link");
        }
        api.call("POST", "/v1/whoami/verifications").as(api.newUser()).refused(409, "conflict");
    }

    @Test
    void deletesAnAccountWithAllThatItOwns() {
        var user = api.user(Plan.FREE);
        var jwt = api.token(user, TokenScope.ADMIN).jwt();
        var name = api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name");

        delete(jwt, "{\"password\":\"not this one\"}").refused(422, "invalid-value");
        delete(jwt, "{}").refused(403, "not-allowed");
        delete(jwt, "{\"password\":\"" + TestApi.PASSWORD + "\"}").ok();

        api.call("GET", "/v1/whoami").as(jwt).refused(401, "not-signed-in");
        signIn(user.email(), TestApi.PASSWORD).refused(401, "wrong-credentials");
        assertThat(api.store().users().find(user.id())).isEmpty();
        api.call("POST", "/v1/functions").as(api.newUser()).json("{\"name\":" + name + "}").ok();
    }

    @Test
    void takesAFreshSessionForThePassword() {
        var user = api.user(Plan.FREE);

        delete(session(user.email(), TestApi.PASSWORD), "{}").ok();

        assertThat(api.store().users().find(user.id())).isEmpty();
    }

    @Test
    void givesALockedUserNoSessionAfterAReset() {
        var user = api.user(Plan.FREE);
        var token = api.store().accountLinks().reset(user, false).token().text();
        api.store().users().setState(user.id(), UserState.LOCKED);
        api.call("PUT", "/v1/password-resets/{token}", token)
                .json("{\"password\":\"" + NEW_PASSWORD + "\"}")
                .ok();

        signIn(user.email(), NEW_PASSWORD).refused(403, "not-allowed");
    }

    private Call delete(String jwt, String json) {
        return api.call("DELETE", "/v1/whoami").as(jwt).json(json);
    }

    private Call change(String jwt, String current, String next) {
        return api.call("PUT", "/v1/whoami/password")
                .as(jwt)
                .json(
                        "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}"
                                .formatted(current, next));
    }

    private Call signIn(String email, String password) {
        return api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private String session(String email, String password) {
        return signIn(email, password).ok().path("token").asString();
    }
}
