package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class FunctionRoutesIT {
    private final TestApi api;

    FunctionRoutesIT(TestApi api) {
        this.api = api;
    }

    @Test
    void makesReturnsListsAndDeletesAFunction() {
        var jwt = api.newUser();
        var name = "f-" + UUID.randomUUID();
        var made =
                api.call("POST", "/v1/functions")
                        .as(jwt)
                        .json("{\"name\":\"%s\",\"description\":\"says hello\"}".formatted(name))
                        .send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/functions/" + name);
        assertThat(made.text("url")).isEqualTo("http://" + name + ".run.localhost:8081");
        assertThat(made.json().has("activeDeployment")).isFalse();

        assertThat(api.call("GET", "/v1/functions/{name}", name).as(jwt).ok())
                .isEqualTo(made.json());
        assertThat(api.call("GET", "/v1/functions").as(jwt).ok().path("items").get(0))
                .isEqualTo(made.json());

        assertThat(api.call("DELETE", "/v1/functions/{name}", name).as(jwt).send().status())
                .isEqualTo(204);
        api.call("GET", "/v1/functions/{name}", name).as(jwt).refused(404, "not-found");
        api.call("DELETE", "/v1/functions/{name}", name).as(jwt).refused(404, "not-found");
    }

    @Test
    void generatesANameWhenNoneIsGiven() {
        var made = api.call("POST", "/v1/functions").as(api.newUser()).json("{}").ok();

        assertThat(made.path("name").asString()).matches("[a-z]+-[a-z]+-[0-9]+");
    }

    @Test
    void suggestsFreeNamesForATakenOne() {
        var jwt = api.newUser();
        var body = "{\"name\":\"taken-%s\"}".formatted(UUID.randomUUID());
        api.call("POST", "/v1/functions").as(jwt).json(body).ok();

        var reply =
                api.call("POST", "/v1/functions")
                        .as(api.newUser())
                        .json(body)
                        .refused(409, "name-taken");
        assertThat(reply.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/name");
        assertThat(reply.text("detail")).contains("-2");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        var reply =
                api.call("POST", "/v1/functions")
                        .as(api.newUser())
                        .json(
                                "{\"name\":\"api\",\"description\":\"%s\"}"
                                        .formatted("x".repeat(1001)))
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/name", "/description");
    }

    @Test
    void hidesFunctionsFromOtherUsers() {
        var owner = api.newUser();
        var name =
                api.call("POST", "/v1/functions").as(owner).json("{}").ok().path("name").asString();
        var other = api.newUser();

        api.call("GET", "/v1/functions/{name}", name).as(other).refused(404, "not-found");
        api.call("DELETE", "/v1/functions/{name}", name).as(other).refused(404, "not-found");
        for (var part : new String[] {"deployments", "invocations", "logs"}) {
            var path = "/v1/functions/{name}/" + part;
            api.call("GET", path, name).as(other).refused(404, "not-found");
            assertThat(api.call("GET", path, name).as(owner).ok().path("items")).isEmpty();
        }
        api.call("POST", "/v1/functions/{name}/deployments", name)
                .as(other)
                .wasm(TestModules.hello())
                .refused(404, "not-found");
        assertThat(api.call("GET", "/v1/functions").as(other).ok().path("items")).isEmpty();
    }

    @Test
    void listsInParts() {
        var jwt = api.newUser();
        for (var count = 0; count < 3; count++) {
            api.call("POST", "/v1/functions").as(jwt).json("{}").ok();
        }
        var first = api.call("GET", "/v1/functions").as(jwt).query("limit", 2).ok();
        var second =
                api.call("GET", "/v1/functions")
                        .as(jwt)
                        .query("limit", 2)
                        .query("cursor", first.path("next").asString())
                        .ok();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void namesQuotaUseAndPlanWhenTheQuotaIsReached() {
        var jwt = api.token(api.user(Plan.APPLICANT), TokenScope.ADMIN).jwt();
        for (var count = 0; count < 3; count++) {
            api.call("POST", "/v1/functions").as(jwt).json("{}").ok();
        }
        var reply =
                api.call("POST", "/v1/functions").as(jwt).json("{}").refused(403, "quota-reached");
        assertThat(reply.text("detail")).contains("3 of 3").contains("applicant");
    }

    @Test
    void changesSettingsUnlessSomebodyElseDidMeanwhile() {
        var jwt = api.newUser();
        var name = function(jwt);
        var seen = api.call("GET", "/v1/functions/{name}", name).as(jwt).send().header("ETag");

        var changed =
                api.call("PATCH", "/v1/functions/{name}", name)
                        .as(jwt)
                        .header("If-Match", seen)
                        .json("{\"description\":\"new\",\"requestBody\":\"buffered\"}")
                        .send();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("description")).isEqualTo("new");
        assertThat(changed.text("requestBody")).isEqualTo("buffered");
        assertThat(changed.header("ETag")).isNotEqualTo(seen);

        api.call("PATCH", "/v1/functions/{name}", name)
                .as(jwt)
                .header("If-Match", seen)
                .json("{\"description\":\"lost\"}")
                .refused(412, "precondition-failed");
        var last =
                api.call("PATCH", "/v1/functions/{name}", name)
                        .as(jwt)
                        .json("{\"requestBody\":\"streamed\"}")
                        .ok();
        assertThat(last.path("description").asString()).isEqualTo("new");
        assertThat(last.path("requestBody").asString()).isEqualTo("streamed");
    }

    @Test
    void refusesSettingsThatAreNone() {
        var jwt = api.newUser();
        var name = function(jwt);
        var tooLong =
                api.call("PATCH", "/v1/functions/{name}", name)
                        .as(jwt)
                        .json("{\"description\":\"%s\"}".formatted("x".repeat(1001)))
                        .refused(422, "invalid-value");
        assertThat(tooLong.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("1001 characters (expected: at most 1000)");
        var unknown =
                api.call("PATCH", "/v1/functions/{name}", name)
                        .as(jwt)
                        .json("{\"requestBody\":\"collected\"}")
                        .refused(422, "invalid-value");
        assertThat(unknown.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/requestBody");
        api.call("PATCH", "/v1/functions/{name}", name)
                .as(api.newUser())
                .json("{\"description\":\"mine\"}")
                .refused(404, "not-found");
        api.call("PATCH", "/v1/functions/{name}", name)
                .as(jwt)
                .json("{\"nmae\":\"x\"}")
                .refused(422, "invalid-value");
    }

    @Test
    void listsAndRestoresDeletedFunctions() {
        var jwt = api.newUser();
        var name = function(jwt);
        api.call("DELETE", "/v1/functions/{name}", name).as(jwt).send();

        var deleted = api.call("GET", "/v1/functions").as(jwt).query("deleted", true).ok();
        assertThat(deleted.path("items")).hasSize(1);
        var item = deleted.path("items").get(0);
        assertThat(Instant.parse(item.path("restorableUntil").asString()))
                .isEqualTo(
                        Instant.parse(item.path("deletedAt").asString()).plus(Duration.ofDays(30)));
        api.call("PATCH", "/v1/functions/{name}", name)
                .as(jwt)
                .json("{}")
                .refused(404, "not-found");
        api.call("POST", "/v1/functions/{name}/restore", name)
                .as(api.newUser())
                .refused(404, "not-found");

        var restored = api.call("POST", "/v1/functions/{name}/restore", name).as(jwt).ok();
        assertThat(restored.has("deletedAt")).isFalse();
        assertThat(api.call("GET", "/v1/functions/{name}", name).as(jwt).ok()).isEqualTo(restored);
        var left = api.call("GET", "/v1/functions").as(jwt).query("deleted", true).ok();
        assertThat(left.path("items")).isEmpty();
    }

    @Test
    void refusesTheNamesThatTheOperatorReserves() {
        var reply =
                api.call("POST", "/v1/functions")
                        .as(api.newUser())
                        .json("{\"name\":\"status\"}")
                        .refused(422, "invalid-value");
        assertThat(reply.json().path("errors").get(0).path("detail").asString())
                .endsWith("not a reserved word");
    }

    private String function(String jwt) {
        return api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
    }
}
