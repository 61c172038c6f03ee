package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.IssuedToken;

import tools.jackson.databind.JsonNode;

@ExtendWith(TestApi.Provider.class)
class AuditRoutesIT {
    private final TestApi api;

    AuditRoutesIT(TestApi api) {
        this.api = api;
    }

    @Test
    void showsTheUserWhatWasDoneAndFromWhere() {
        var token = api.token(api.user(Plan.PAID), TokenScope.ADMIN);
        var reply = api.call("POST", "/v1/functions").as(token.jwt()).json("{}").send();

        var event = newest(token);

        assertThat(event.path("action").asString()).isEqualTo("function.create");
        assertThat(event.path("subject").asString()).isEqualTo(reply.text("name"));
        assertThat(event.path("by").asString()).isEqualTo("owner");
        assertThat(event.path("user").asString()).isEqualTo(token.token().user().toString());
        assertThat(event.path("token").asString()).isEqualTo(token.token().id().toString());
        assertThat(event.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(event.path("request").asString()).isEqualTo(reply.header("X-Request-Id"));
    }

    @Test
    void doesNotShowOthersEvents() {
        var token = api.token(api.user(Plan.PAID), TokenScope.ADMIN);
        api.call("POST", "/v1/functions").as(token.jwt()).json("{}").ok();
        var other = api.user(Plan.PAID);

        var events = api.call("GET", "/v1/audit").as(api.token(other, TokenScope.READ).jwt()).ok();

        assertThat(events.path("items").findValuesAsString("action"))
                .containsExactlyInAnyOrder("user.create", "token.create");
        api.call("GET", "/v1/audit")
                .as(token.jwt())
                .query("user", other.id())
                .refused(403, "not-allowed");
    }

    @Test
    void hidesWhoTheAdminIsFromWhomItConcerns() {
        var admin = api.admin();
        var user = api.user(Plan.PAID);
        var token = api.token(user, TokenScope.READ);
        var request = java.util.UUID.randomUUID();
        run.wasmcloud.store.Actor.visitor("203.0.113.7", request)
                .as(api.store().tokenChecker().check(admin))
                .call(
                        () -> {
                            api.store().users().setPlan(user.id(), Plan.FREE);
                            api.store().users().setState(user.id(), UserState.ACTIVE);
                            return null;
                        });

        var event = newest(token);

        assertThat(event.path("by").asString()).isEqualTo("admin");
        assertThat(event.has("user")).isFalse();
        assertThat(event.has("token")).isFalse();
        assertThat(event.has("address")).isFalse();
    }

    @Test
    void showsAdminsEverything() {
        var user = api.user(Plan.PAID);
        var name =
                api.call("POST", "/v1/functions")
                        .as(api.token(user, TokenScope.DEPLOY).jwt())
                        .json("{}")
                        .ok()
                        .path("name")
                        .asString();

        var events =
                api.call("GET", "/v1/audit")
                        .as(api.admin())
                        .query("user", user.id())
                        .query("action", "function.create")
                        .query("subject", name)
                        .query("since", "2020-01-01T00:00:00Z")
                        .query("until", "2100-01-01T00:00:00Z")
                        .ok();

        assertThat(events.path("items")).hasSize(1);
        assertThat(events.path("items").get(0).path("user").asString())
                .isEqualTo(user.id().toString());
    }

    @Test
    void tellsOfAVisitorWhoSignedIn() {
        var user = api.user(Plan.FREE);
        var session =
                api.call("POST", "/v1/sessions")
                        .json(
                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(user.email(), TestApi.PASSWORD))
                        .ok();

        var event =
                api.call("GET", "/v1/audit")
                        .as(session.path("token").asString())
                        .query("limit", 1)
                        .ok()
                        .path("items")
                        .get(0);

        assertThat(event.path("action").asString()).isEqualTo("session.create");
        assertThat(event.path("by").asString()).isEqualTo("visitor");
        assertThat(event.path("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesWhatIsNoFilter() {
        var token = api.newUser();

        for (var name : new String[] {"user", "since", "until", "limit", "cursor"}) {
            api.call("GET", "/v1/audit").as(token).query(name, "x").refused(422, "invalid-value");
        }
    }

    private JsonNode newest(IssuedToken token) {
        return api.call("GET", "/v1/audit").as(token.jwt()).ok().path("items").get(0);
    }
}
