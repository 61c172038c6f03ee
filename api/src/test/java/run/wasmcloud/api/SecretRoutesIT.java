package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.TokenScope;

@ExtendWith(TestApi.Provider.class)
class SecretRoutesIT {
    private static final String SECRETS = "/v1/functions/{name}/secrets";
    private static final String SECRET = SECRETS + "/{key}";
    private static final String VALUE = "correct horse battery";

    private final TestApi api;
    private String jwt = "";
    private String name = "";

    SecretRoutesIT(TestApi api) {
        this.api = api;
    }

    @BeforeEach
    void create() {
        jwt = api.newUser();
        name = api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
    }

    private Call put(String key, String value) {
        return api.call("PUT", SECRET, name, key)
                .as(jwt)
                .json("{\"value\":\"%s\"}".formatted(value));
    }

    @Test
    void areSetListedAndRemovedAndNeverShown() {
        var set = put("DB_PASSWORD", VALUE).ok();
        put("A", VALUE).ok();

        assertThat(set.path("name").asString()).isEqualTo("DB_PASSWORD");
        var listed = api.call("GET", SECRETS, name).as(jwt).ok();
        assertThat(listed.path("items").findValuesAsString("name"))
                .containsExactly("A", "DB_PASSWORD");
        assertThat(listed.toString() + set).doesNotContain("horse");

        assertThat(api.call("DELETE", SECRET, name, "A").as(jwt).send().status()).isEqualTo(204);
        assertThat(api.call("GET", SECRETS, name).as(jwt).ok().path("items")).hasSize(1);
        api.call("DELETE", SECRET, name, "A").as(jwt).refused(404, "not-found");
        api.call("DELETE", SECRET, name, "a-b").as(jwt).refused(404, "not-found");
    }

    @Test
    void areNotInTheAuditTrail() {
        put("DB_PASSWORD", VALUE).ok();

        var events = api.call("GET", "/v1/audit").as(jwt).query("action", "secret.put").ok();

        assertThat(events.path("items")).hasSize(1);
        assertThat(events.toString()).contains("DB_PASSWORD").doesNotContain("horse");
    }

    @Test
    void areNotInTheProblemThatRefusesThem() {
        var tooLong = put("A", VALUE + "x".repeat(32 * 1024)).refused(422, "invalid-value");
        assertThat(tooLong.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("32789 bytes (expected: at most 32768)");
        assertThat(tooLong.json().toString()).doesNotContain("horse");
        var zero = put("A", VALUE + "\\u0000").refused(422, "invalid-value");
        assertThat(zero.json().toString()).doesNotContain("horse");
        var notJson =
                api.call("PUT", SECRET, name, "A")
                        .as(jwt)
                        .json("{\"value\":\"%s".formatted(VALUE))
                        .refused(400, "malformed-request");
        assertThat(notJson.json().toString()).doesNotContain("horse");
        var other =
                api.call("PUT", SECRET, name, "A")
                        .as(jwt)
                        .json("{\"value\":[\"%s\"]}".formatted(VALUE))
                        .refused(422, "invalid-value");
        assertThat(other.json().toString()).doesNotContain("horse");
    }

    @Test
    void haveNamesThatCgiGivesNoMeaningTo() {
        for (var key : new String[] {"HTTP_X", "PATH_INFO", "WASMCLOUD_A", "1A", "a-b"}) {
            var reply = put(key, VALUE).refused(422, "invalid-value");
            assertThat(reply.json().path("errors").get(0).path("detail").asString())
                    .startsWith("the path names no variable (expected: 1 to 128 of A-Z");
        }
        api.call("PUT", SECRET, name, "A").as(jwt).json("{}").refused(422, "invalid-value");
    }

    @Test
    void areBounded() {
        put("A", "x".repeat(32_000)).ok();
        put("B", "x".repeat(32_000)).ok();
        var reply = put("C", "x".repeat(32_000)).refused(403, "quota-reached");
        assertThat(reply.text("detail")).contains("(expected: at most 65536)");
    }

    @Test
    void areTheOwnersWithTheScopeDeploy() {
        var user = api.user(run.wasmcloud.model.Plan.PAID);
        var reader = api.token(user, TokenScope.READ).jwt();
        api.call("PUT", SECRET, name, "A")
                .as(reader)
                .json("{\"value\":\"x\"}")
                .refused(403, "not-allowed");
        var other = api.newUser();
        api.call("PUT", SECRET, name, "A")
                .as(other)
                .json("{\"value\":\"x\"}")
                .refused(404, "not-found");
        api.call("GET", SECRETS, name).as(other).refused(404, "not-found");
        api.call("DELETE", SECRET, name, "A").as(other).refused(404, "not-found");
    }

    @Test
    void areToldOfWhenTheyHideAConfigurationVariable() {
        put("A", VALUE).ok();
        api.call("POST", "/v1/functions/{name}/deployments", name)
                .as(jwt)
                .wasm(TestModules.hello())
                .ok();
        var made =
                api.call("PUT", "/v1/functions/{name}/config", name)
                        .as(jwt)
                        .json("{\"variables\":{\"A\":\"1\",\"B\":\"2\"}}")
                        .ok();
        assertThat(made.path("warnings").toString())
                .contains("the secret A hides the configuration variable of that name")
                .doesNotContain("the secret B");
    }
}
