package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.ActiveDeployment;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Optional;

@ExtendWith(TestApi.Provider.class)
class PolicyRoutesIT {
    private static final String POLICY = "/v1/functions/{name}/policy";
    private static final String CHECK = POLICY + "/check";
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";
    private static final String STRICT = "allow ^https://api\\.example\\.com/\ndisallow /admin\n";

    private final TestApi api;
    private String jwt = "";
    private String name = "";

    PolicyRoutesIT(TestApi api) {
        this.api = api;
    }

    @BeforeEach
    void makeFunction() {
        jwt = api.newUser();
        name = create(jwt);
    }

    private String create(String owner) {
        return api.call("POST", "/v1/functions").as(owner).json("{}").ok().path("name").asString();
    }

    private void deployHello() {
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
    }

    private static String json(String field, String text) {
        return JsonMapper.shared().writeValueAsString(Map.of(field, text));
    }

    private Call put(String text) {
        return api.call("PUT", POLICY, name).as(jwt).json(json("text", text));
    }

    private Optional<String> active() {
        return api.store().routing().find(name).map(ActiveDeployment::policy);
    }

    @Test
    void showsTheOperatorsPolicyWhereThereIsNoOther() {
        var before = api.call("GET", POLICY, name).as(jwt).send();
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.header("ETag")).isEqualTo("\"0\"");
        assertThat(before.text("source")).isEqualTo("operator");
        assertThat(before.text("text")).isEqualTo(Policy.standardText());
        assertThat(before.json().has("deployment")).isFalse();

        deployHello();

        var after = api.call("GET", POLICY, name).as(jwt).send();
        assertThat(after.header("ETag")).isEqualTo("\"1\"");
        assertThat(after.json().path("deployment").asInt()).isEqualTo(1);
        assertThat(after.text("source")).isEqualTo("operator");
    }

    @Test
    void deploysTheSameModuleUnderAnotherPolicy() {
        deployHello();

        var reply = put(STRICT).query("message", "stricter").send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/functions/" + name + "/deployments/2");
        assertThat(reply.text("policy")).isEqualTo("owner");
        assertThat(reply.text("message")).isEqualTo("stricter");
        assertThat(reply.json().path("active").asBoolean()).isTrue();
        var first = api.call("GET", DEPLOYMENTS + "/{number}", name, 1).as(jwt).ok();
        assertThat(reply.json().path("module")).isEqualTo(first.path("module"));
        assertThat(active()).contains(STRICT);
        assertThat(api.call("GET", POLICY, name).as(jwt).ok().path("text").asString())
                .isEqualTo(STRICT);
    }

    @Test
    void bringsTheOldPolicyBackWithTheOldVersion() {
        deployHello();
        put(STRICT).ok();
        put("gas-limit 1000000").ok();

        api.call("POST", DEPLOYMENTS + "/{number}/activate", name, 2).as(jwt).ok();

        assertThat(active()).contains(STRICT);
        assertThat(api.call("GET", POLICY, name).as(jwt).ok().path("deployment").asInt())
                .isEqualTo(2);
        var third = api.call("GET", POLICY, name).as(jwt).query("deployment", 3).ok();
        assertThat(third.path("text").asString()).isEqualTo("gas-limit 1000000");
        assertThat(third.path("limits").path("fuel").asLong()).isEqualTo(1_000_000);
        api.call("GET", POLICY, name).as(jwt).query("deployment", 4).refused(404, "not-found");
        api.call("GET", POLICY, name)
                .as(jwt)
                .query("deployment", "x")
                .refused(422, "invalid-value");
    }

    @Test
    void goesBackToTheOperatorsPolicy() {
        deployHello();
        put(STRICT).ok();

        var reply = api.call("PUT", POLICY, name).as(jwt).json("{\"text\":null}").ok();

        assertThat(reply.path("policy").asString()).isEqualTo("operator");
        assertThat(active()).isEmpty();
    }

    @Test
    void stagesAPolicy() {
        deployHello();

        var staged = put(STRICT).query("activate", false).ok();

        assertThat(staged.path("active").asBoolean()).isFalse();
        assertThat(active()).isEmpty();
        assertThat(api.store().routing().find("v2--" + name).map(ActiveDeployment::policy))
                .contains(STRICT);
    }

    @Test
    void keepsThePolicyWhenAnotherModuleIsDeployed() {
        deployHello();
        put(STRICT).ok();

        deployHello();

        assertThat(active()).contains(STRICT);
    }

    @Test
    void deploysAModuleWithItsPolicyAtOnce() {
        var body = "{\"example\":\"hello\",\"policy\":\"time-limit-ms 100\"}";

        var reply = api.call("POST", DEPLOYMENTS, name).as(jwt).json(body).ok();

        assertThat(reply.path("limits").path("wallMillis").asLong()).isEqualTo(100);
        assertThat(active()).contains("time-limit-ms 100");
        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .json("{\"example\":\"hello\",\"policy\":\"nope\"}")
                .refused(422, "invalid-value");
    }

    @Test
    void makesLimitsOfThePolicyUnderThePlanAndTellsWhatItCut() {
        var free = api.token(api.user(Plan.FREE), TokenScope.ADMIN).jwt();
        var function = create(free);
        api.call("POST", DEPLOYMENTS, function).as(free).wasm(TestModules.hello()).ok();

        var reply =
                api.call("PUT", POLICY, function)
                        .as(free)
                        .json(json("text", "ram-page-limit 8192\ntime-limit-ms 20000"))
                        .ok();

        assertThat(reply.path("limits").path("memoryPages").asInt()).isEqualTo(2_048);
        assertThat(reply.path("limits").path("wallMillis").asInt()).isEqualTo(20_000);
        assertThat(reply.path("limits").path("fuel").asLong()).isEqualTo(10_000_000_000L);
        assertThat(reply.path("warnings").toString())
                .contains("ram-page-limit 8192 is cut to 2048");
        assertThat(api.call("GET", POLICY, function).as(free).ok().path("warnings"))
                .isEqualTo(reply.path("warnings"));
    }

    @Test
    void tellsWhereAPolicyIsWrong() {
        deployHello();

        var reply =
                put("allow (\n  ^a\n  b c\n)\nram-page-limit lots\n").refused(422, "invalid-value");

        var errors = reply.json().path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).path("pointer").asString()).isEqualTo("/text");
        assertThat(errors.get(0).path("line").asInt()).isEqualTo(3);
        assertThat(errors.get(0).path("column").asInt()).isEqualTo(5);
        assertThat(errors.get(1).path("line").asInt()).isEqualTo(5);
        assertThat(errors.get(1).path("detail").asString()).contains("'lots'", "expected:");
        put("## \0").refused(422, "invalid-value");
        put("## " + "x".repeat(70_000)).refused(422, "invalid-value");
        assertThat(active()).isEmpty();
    }

    @Test
    void refusesAModuleThatBeginsWithMoreMemoryThanThePolicyAllows() {
        deployHello();

        var change = put("ram-page-limit 1").refused(422, "invalid-module");
        assertThat(change.text("detail")).contains("2 pages", "at most 1");
        put("ram-page-limit 2").ok();

        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .json("{\"example\":\"echo\"}")
                .refused(422, "invalid-module");
    }

    @Test
    void needsSomethingToBelongTo() {
        var reply = put(STRICT).refused(409, "conflict");

        assertThat(reply.text("detail")).contains("deploy a module");
    }

    @Test
    void changesOnlyWhatItsSenderSaw() {
        deployHello();

        put(STRICT).header("If-Match", "\"7\"").refused(412, "precondition-failed");
        put(STRICT).header("If-Match", "W/\"1\"").refused(412, "precondition-failed");
        put(STRICT).header("If-Match", "\"7\", \"1\"").ok();
        put("").header("If-Match", "\"1\"").refused(412, "precondition-failed");
        put("").header("If-Match", "*").ok();
        assertThat(active()).contains("");
    }

    private Call check(String url) {
        return api.call("POST", CHECK, name).as(jwt).json(json("url", url));
    }

    @Test
    void tellsWhichRuleDecides() {
        deployHello();
        put(STRICT).ok();

        var allowed = check("HTTPS://API.example.com:443/a/../b").ok();
        assertThat(allowed.path("allowed").asBoolean()).isTrue();
        assertThat(allowed.path("url").asString()).isEqualTo("https://api.example.com/b");
        assertThat(allowed.path("line").asInt()).isEqualTo(1);
        var disallowed = check("https://api.example.com/admin/x").ok();
        assertThat(disallowed.path("allowed").asBoolean()).isFalse();
        assertThat(disallowed.path("line").asInt()).isEqualTo(2);
        var unknown = check("https://example.org/").ok();
        assertThat(unknown.path("allowed").asBoolean()).isFalse();
        assertThat(unknown.has("line")).isFalse();
        assertThat(unknown.path("reason").asString()).isEqualTo("no allow rule matches");
    }

    @Test
    void asksATextThatIsNotDeployedYet() {
        var body = "{\"url\":\"zero://\",\"text\":\"allow ^zero:\"}";

        assertThat(api.call("POST", CHECK, name).as(jwt).json(body).ok().path("line").asInt())
                .isEqualTo(1);
        assertThat(check("https://example.com/").ok().path("allowed").asBoolean()).isTrue();
    }

    @Test
    void tellsAllThatIsWrongWithACheckAtOnce() {
        var reply =
                api.call("POST", CHECK, name)
                        .as(jwt)
                        .json("{\"url\":\"nope\",\"text\":\"nope\"}")
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/url", "/text");
        api.call("POST", CHECK, name).as(jwt).json("{}").refused(422, "invalid-value");
    }

    @Test
    void hidesWhatIsAnotherUsersAndNeedsItsScope() {
        deployHello();
        var other = api.newUser();
        api.call("GET", POLICY, name).as(other).refused(404, "not-found");
        api.call("PUT", POLICY, name).as(other).json("{\"text\":\"\"}").refused(404, "not-found");
        api.call("POST", CHECK, name)
                .as(other)
                .json("{\"url\":\"zero://\"}")
                .refused(404, "not-found");

        var reader = api.token(api.user(Plan.PAID), TokenScope.READ).jwt();
        api.call("PUT", POLICY, name)
                .as(reader)
                .json("{\"text\":\"\"}")
                .refused(403, "not-allowed");
        api.call("PUT", POLICY, name).json("{\"text\":\"\"}").refused(401, "not-signed-in");
    }
}
