package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ExtendWith(TestApi.Provider.class)
class ConfigRoutesIT {
    private static final String CONFIG = "/v1/functions/{name}/config";
    private static final String VARIABLE = CONFIG + "/{key}";
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";

    private final TestApi api;
    private String jwt = "";
    private String name = "";

    ConfigRoutesIT(TestApi api) {
        this.api = api;
    }

    @BeforeEach
    void deploy() {
        jwt = api.newUser();
        name = api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
    }

    private JsonNode config() {
        return api.call("GET", CONFIG, name).as(jwt).ok();
    }

    private JsonNode put(String json) {
        return api.call("PUT", CONFIG, name).as(jwt).json(json).ok();
    }

    @Test
    void makesAVersionWithTheSameModuleAndPolicy() {
        api.call("PUT", "/v1/functions/{name}/policy", name)
                .as(jwt)
                .json("{\"text\":\"ram-page-limit 100\"}")
                .ok();
        var reply =
                api.call("PUT", CONFIG, name)
                        .as(jwt)
                        .query("message", "greet")
                        .json("{\"variables\":{\"GREETING\":\"größe\",\"EMPTY\":\"\"}}")
                        .send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/functions/" + name + "/deployments/3");
        var made = reply.json();
        assertThat(made.path("active").asBoolean()).isTrue();
        assertThat(made.path("message").asString()).isEqualTo("greet");
        assertThat(made.path("policyText").asString()).isEqualTo("ram-page-limit 100");
        assertThat(made.path("limits").path("memoryPages").asInt()).isEqualTo(100);
        assertThat(made.path("config").path("GREETING").asString()).isEqualTo("größe");
        var first = api.call("GET", DEPLOYMENTS + "/{number}", name, 1).as(jwt).ok();
        assertThat(made.path("module")).isEqualTo(first.path("module"));
        assertThat(config().path("variables")).isEqualTo(made.path("config"));
        assertThat(config().path("deployment").asInt()).isEqualTo(3);
    }

    @Test
    void isBroughtBackByARollbackAndKeptByANewModule() {
        put("{\"variables\":{\"A\":\"1\"}}");
        put("{\"variables\":{\"A\":\"2\",\"B\":\"3\"}}");
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
        assertThat(config().path("variables").path("A").asString()).isEqualTo("2");

        api.call("POST", DEPLOYMENTS + "/{number}/activate", name, 2).as(jwt).ok();

        assertThat(config().path("variables").toString()).isEqualTo("{\"A\":\"1\"}");
        var asked = api.call("GET", CONFIG, name).as(jwt).query("deployment", 3).ok();
        assertThat(asked.path("variables").path("B").asString()).isEqualTo("3");
    }

    @Test
    void letsTwoVersionsBeCompared() {
        put("{\"variables\":{\"A\":\"1\"}}");
        var whole = api.call("GET", DEPLOYMENTS + "/{number}", name, 2).as(jwt).ok();
        assertThat(whole.path("config").toString()).isEqualTo("{\"A\":\"1\"}");
        var listed = api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items").get(0);
        assertThat(listed.path("configKeys").toString()).isEqualTo("[\"A\"]");
        assertThat(listed.has("config")).isFalse();
        assertThat(listed.has("policyText")).isFalse();
    }

    @Test
    void isStagedWithoutBeingActive() {
        var staged =
                api.call("PUT", CONFIG, name)
                        .as(jwt)
                        .query("activate", false)
                        .json("{\"variables\":{\"A\":\"1\"}}")
                        .ok();

        assertThat(staged.path("active").asBoolean()).isFalse();
        assertThat(config().path("variables")).isEmpty();
    }

    @Test
    void setsAndRemovesOneVariable() {
        put("{\"variables\":{\"A\":\"1\"}}");
        api.call("PUT", VARIABLE, name, "B").as(jwt).json("{\"value\":\"2\"}").ok();
        assertThat(config().path("variables").toString()).isEqualTo("{\"A\":\"1\",\"B\":\"2\"}");

        api.call("DELETE", VARIABLE, name, "A").as(jwt).ok();

        assertThat(config().path("variables").toString()).isEqualTo("{\"B\":\"2\"}");
        api.call("DELETE", VARIABLE, name, "A").as(jwt).refused(404, "not-found");
    }

    @Test
    void losesNoneOfTheVariablesThatAreSetAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 3; i++) {
                var key = "K" + i;
                puts.add(
                        threads.submit(
                                () ->
                                        api.call("PUT", VARIABLE, name, key)
                                                .as(jwt)
                                                .json("{\"value\":\"x\"}")
                                                .send()
                                                .status()));
            }
            for (var put : puts) {
                assertThat(put.get()).isEqualTo(201);
            }
        }
        assertThat(config().path("variables").propertyNames()).containsExactly("K0", "K1", "K2");
    }

    @Test
    void isReplacedOnlyIfItIsWhatWasSeen() {
        var seen = api.call("GET", CONFIG, name).as(jwt).send().header("ETag");
        put("{\"variables\":{\"A\":\"1\"}}");

        api.call("PUT", CONFIG, name)
                .as(jwt)
                .header("If-Match", seen)
                .json("{\"variables\":{}}")
                .refused(412, "precondition-failed");
        api.call("DELETE", VARIABLE, name, "A")
                .as(jwt)
                .header("If-Match", seen)
                .refused(412, "precondition-failed");
        var now = api.call("GET", CONFIG, name).as(jwt).send().header("ETag");
        api.call("PUT", CONFIG, name)
                .as(jwt)
                .header("If-Match", now)
                .json("{\"variables\":{}}")
                .ok();
        assertThat(config().path("variables")).isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var reply =
                api.call("PUT", CONFIG, name)
                        .as(jwt)
                        .json(
                                """
                                {"variables":{"1A":"x","A":null,"HTTP_PROXY":"x","PATH_INFO":"x",
                                 "WASMCLOUD_X":"x","a/b~c":"x","N":"a\\u0000b","L":"%s"}}
                                """
                                        .formatted("x".repeat(32 * 1024 + 1)))
                        .refused(422, "invalid-value");

        var errors = new HashMap<String, String>();
        for (var error : reply.json().path("errors")) {
            errors.put(error.path("pointer").asString(), error.path("detail").asString());
        }
        assertThat(errors)
                .containsOnlyKeys(
                        "/variables/1A",
                        "/variables/A",
                        "/variables/HTTP_PROXY",
                        "/variables/PATH_INFO",
                        "/variables/WASMCLOUD_X",
                        "/variables/a~1b~0c",
                        "/variables/N",
                        "/variables/L")
                .containsEntry("/variables/A", "must be given, as text")
                .containsEntry("/variables/L", "32769 bytes (expected: at most 32768)");
        assertThat(config().path("deployment").asInt()).isEqualTo(1);
    }

    @Test
    void isBounded() {
        var many = new HashMap<String, String>();
        for (int i = 0; i < 101; i++) {
            many.put("K" + i, "x");
        }
        assertThat(detail(many)).isEqualTo("101 variables (expected: at most 100)");
        many.clear();
        for (int i = 0; i < 3; i++) {
            many.put("K" + i, "x".repeat(30_000));
        }
        assertThat(detail(many))
                .isEqualTo("90006 bytes of names and values (expected: at most 65536)");
        many.remove("K2");
        put(json(many));
        api.call("PUT", VARIABLE, name, "K2")
                .as(jwt)
                .json("{\"value\":\"%s\"}".formatted("x".repeat(30_000)))
                .refused(422, "invalid-value");
        assertThat(config().path("variables")).hasSize(2);
    }

    private String detail(Map<String, String> variables) {
        return api.call("PUT", CONFIG, name)
                .as(jwt)
                .json(json(variables))
                .refused(422, "invalid-value")
                .json()
                .path("errors")
                .get(0)
                .path("detail")
                .asString();
    }

    private static String json(Map<String, String> variables) {
        return "{\"variables\":" + JsonMapper.shared().writeValueAsString(variables) + "}";
    }

    @Test
    void needsAVersionAndTheScopeDeploy() {
        var other =
                api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
        assertThat(api.call("GET", CONFIG, other).as(jwt).ok().path("variables")).isEmpty();
        api.call("PUT", CONFIG, other).as(jwt).json("{\"variables\":{}}").refused(409, "conflict");
        api.call("PUT", CONFIG, name).as(jwt).json("{}").refused(422, "invalid-value");
        api.call("PUT", VARIABLE, name, "A").as(jwt).json("{}").refused(422, "invalid-value");
        api.call("PUT", VARIABLE, name, "A-B")
                .as(jwt)
                .json("{\"value\":\"x\"}")
                .refused(422, "invalid-value");
        api.call("PUT", CONFIG, name)
                .as(api.newUser())
                .json("{\"variables\":{}}")
                .refused(404, "not-found");
    }

    @Test
    void comesWithAModuleToo() {
        var hash =
                api.call("GET", DEPLOYMENTS + "/{number}", name, 1)
                        .as(jwt)
                        .ok()
                        .path("module")
                        .asString();
        var made =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .json("{\"module\":\"%s\",\"config\":{\"A\":\"1\"}}".formatted(hash))
                        .ok();
        assertThat(made.path("config").toString()).isEqualTo("{\"A\":\"1\"}");
        var reply =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .json(
                                "{\"module\":\"%s\",\"policy\":\"x\",\"config\":{\"-\":\"1\"}}"
                                        .formatted(hash))
                        .refused(422, "invalid-value");
        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/policy", "/config/-");
    }
}
