package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.OptionalInt;

@ExtendWith(TestApi.Provider.class)
class PlanRoutesIT {
    private final TestApi api;
    private final String admin;

    PlanRoutesIT(TestApi api) {
        this.api = api;
        this.admin = api.admin();
    }

    @AfterEach
    void putBack() {
        api.store().plans().put(Plan.FREE, Plan.FREE.limits(), OptionalInt.empty());
    }

    @Test
    void tellsEverybodyWhatHoldsForThem() {
        var user = api.user(Plan.APPLICANT);

        var limits = api.call("GET", "/v1/limits").as(api.token(user, TokenScope.READ).jwt()).ok();

        assertThat(limits.path("name").asString()).isEqualTo("applicant");
        assertThat(limits.at("/limits/functions").asInt()).isEqualTo(3);
        assertThat(limits.at("/limits/invocationsAMonth").asInt()).isEqualTo(10_000);
    }

    @Test
    void letsAdminsChangeAFigure() {
        var user = api.token(api.user(Plan.FREE), TokenScope.DEPLOY).jwt();
        var free = free();
        limits(free).put("functions", 1).putNull("fuelAMonth");

        var changed = put(free).as(admin).ok();

        assertThat(changed.at("/limits/functions").asInt()).isEqualTo(1);
        assertThat(changed.at("/limits/fuelAMonth").isNull()).isTrue();
        assertThat(api.call("GET", "/v1/limits").as(user).ok()).isEqualTo(changed);
        api.call("POST", "/v1/functions").as(user).json("{}").ok();
        api.call("POST", "/v1/functions").as(user).json("{}").refused(403, "quota-reached");
        assertThat(api.call("GET", "/v1/plans").as(admin).ok().at("/items/1")).isEqualTo(changed);
    }

    @Test
    void changesOnlyWhatTheAdminHasSeen() {
        var reply = api.call("GET", "/v1/plans/{name}", "free").as(admin).send();
        var tag = reply.header("ETag");
        var free = (ObjectNode) reply.json();

        put(free).as(admin).header("If-Match", tag).ok();
        put(free).as(admin).header("If-Match", tag).refused(412, "precondition-failed");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        var free = free();
        limits(free)
                .put("functions", -1)
                .put("retentionDays", 31)
                .putNull("domains")
                .put("surprise", 1)
                .remove("files");

        var reply = put(free).as(admin).refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder(
                        "/limits/functions",
                        "/limits/retentionDays",
                        "/limits/domains",
                        "/limits/surprise",
                        "/limits/files");
        assertThat(reply.json().path("errors").findValuesAsString("detail"))
                .contains("expected: 0 to 1000000", "expected: 1 to 30");
        assertThat(api.store().plans().limits(Plan.FREE)).isEqualTo(Plan.FREE.limits());
    }

    @Test
    void setsAPriceAndLeavesItWhenNoneIsGiven() {
        var free = free();

        var priced = put(free, "free", 450, "CHF").as(admin).ok();

        assertThat(priced.at("/price/amount").asLong()).isEqualTo(450);
        assertThat(priced.at("/price/currency").asString()).isEqualTo("CHF");
        assertThat(put(free).as(admin).ok().path("price")).isEqualTo(priced.path("price"));
        var user = api.token(api.user(Plan.FREE), TokenScope.READ).jwt();
        assertThat(api.call("GET", "/v1/limits").as(user).ok().path("price"))
                .isEqualTo(priced.path("price"));
    }

    @Test
    void tellsWhatIsWrongWithAPrice() {
        var errors =
                put(free(), "free", -1, "Franken")
                        .as(admin)
                        .refused(422, "invalid-value")
                        .json()
                        .path("errors");

        assertThat(errors.findValuesAsString("pointer"))
                .containsExactly("/price/amount", "/price/currency");
        assertThat(errors.findValuesAsString("detail"))
                .containsExactly(
                        "expected: 0 to 9007199254740991, in the currency's smallest unit",
                        "expected: one of ISO 4217, such as EUR");
        var body = free();
        body.remove(java.util.List.of("name", "updatedAt"));
        body.putObject("price").put("amount", 1.5).put("unit", "cent");
        assertThat(
                        api.call("PUT", "/v1/plans/{name}", "free")
                                .as(admin)
                                .json(body.toString())
                                .refused(422, "invalid-value")
                                .json()
                                .path("errors")
                                .findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/price/amount", "/price/unit", "/price/currency");
    }

    @Test
    void refusesWhatIsNoPlan() {
        api.call("PUT", "/v1/plans/{name}", "free")
                .as(admin)
                .json("{}")
                .refused(422, "invalid-value");
        api.call("GET", "/v1/plans/{name}", "gold").as(admin).refused(404, "not-found");
        put(free(), "gold").as(admin).refused(404, "not-found");
    }

    @Test
    void isForAdminsOnly() {
        var user = api.newUser();

        var reply = api.call("GET", "/v1/plans").as(user).refused(403, "not-allowed");

        assertThat(reply.text("detail"))
                .isEqualTo("The account has the role user (expected: admin)");
        put(free()).as(user).refused(403, "not-allowed");
    }

    private ObjectNode free() {
        return (ObjectNode) api.call("GET", "/v1/plans/{name}", "free").as(admin).ok();
    }

    private static ObjectNode limits(JsonNode plan) {
        return (ObjectNode) plan.path("limits");
    }

    private Call put(ObjectNode plan) {
        return put(plan, "free");
    }

    private Call put(ObjectNode plan, String name, long amount, String currency) {
        var body = plan.objectNode();
        body.set("limits", plan.get("limits"));
        body.putObject("price").put("amount", amount).put("currency", currency);
        return api.call("PUT", "/v1/plans/{name}", name).json(body.toString());
    }

    private Call put(ObjectNode plan, String name) {
        var body = plan.objectNode().set("limits", plan.get("limits"));
        return api.call("PUT", "/v1/plans/{name}", name).json(body.toString());
    }
}
