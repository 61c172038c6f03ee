package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import java.time.Instant;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class ScheduleRoutesIT {
    private static final String ALL = "/v1/functions/{name}/schedules";
    private static final String ONE = ALL + "/{id}";

    private final TestApi api;
    private final String jwt;
    private final String name;

    ScheduleRoutesIT(TestApi api) {
        this.api = api;
        this.jwt = api.newUser();
        this.name = newFunction(jwt);
    }

    private String newFunction(String owner) {
        return api.call("POST", "/v1/functions").as(owner).json("{}").ok().path("name").asString();
    }

    @Test
    void makesReturnsReplacesAndRemovesASchedule() {
        var body =
                """
                {"cron":"30 2 * * *","zone":"Europe/Berlin","missed":"skip",
                 "contentType":"application/json","body":"{\\"a\\":\\"ä\\"}"}
                """;
        var made = api.call("POST", ALL, name).as(jwt).json(body).send();
        assertThat(made.status()).isEqualTo(201);
        var id = made.text("id");
        assertThat(made.header("Location"))
                .isEqualTo("/v1/functions/%s/schedules/%s".formatted(name, id));
        assertThat(made.text("missed")).isEqualTo("skip");
        assertThat(made.text("body")).isEqualTo("{\"a\":\"ä\"}");
        assertThat(Instant.parse(made.text("nextAt"))).isAfter(Instant.now().minusSeconds(60));

        assertThat(api.call("GET", ONE, name, id).as(jwt).ok()).isEqualTo(made.json());
        assertThat(api.call("GET", ALL, name).as(jwt).ok().path("items").get(0))
                .isEqualTo(made.json());

        var replaced = api.call("PUT", ONE, name, id).as(jwt).json("{\"cron\":\"0 * * * *\"}").ok();
        assertThat(replaced.path("zone").asString()).isEqualTo("UTC");
        assertThat(replaced.path("missed").asString()).isEqualTo("run-once");
        assertThat(replaced.path("body").asString()).isEmpty();

        assertThat(api.call("DELETE", ONE, name, id).as(jwt).send().status()).isEqualTo(204);
        api.call("GET", ONE, name, id).as(jwt).refused(404, "not-found");
        api.call("PUT", ONE, name, id)
                .as(jwt)
                .json("{\"cron\":\"0 * * * *\"}")
                .refused(404, "not-found");
        api.call("DELETE", ONE, name, id).as(jwt).refused(404, "not-found");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        var reply =
                api.call("POST", ALL, name)
                        .as(jwt)
                        .json(
                                "{\"cron\":\"x\",\"zone\":\"Mars\",\"contentType\":\"ä\",\"body\":\"%s\"}"
                                        .formatted("x".repeat(64 * 1024 + 1)))
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/cron", "/zone", "/contentType", "/body");
    }

    @ParameterizedTest
    @CsvSource({
        "60 * * * *, not in range",
        "* * * *, five fields",
        "0 0 30 2 *, never comes",
        "@daily, five fields"
    })
    void tellsWhatIsWrongWithAnExpression(String cron, String reason) {
        var reply =
                api.call("POST", ALL, name)
                        .as(jwt)
                        .json("{\"cron\":\"%s\"}".formatted(cron))
                        .refused(422, "invalid-value");

        assertThat(reply.json().path("errors").get(0).path("detail").asString()).contains(reason);
    }

    @Test
    void namesTheQuotaOfThePlan() {
        var applicant = api.token(api.user(Plan.APPLICANT), TokenScope.ADMIN).jwt();

        var reply =
                api.call("POST", ALL, newFunction(applicant))
                        .as(applicant)
                        .json("{\"cron\":\"0 * * * *\"}")
                        .refused(403, "quota-reached");

        assertThat(reply.text("detail")).contains("0 of 0 schedules");
    }

    @Test
    void hidesOtherUsersSchedules() {
        var other = api.newUser();
        var id =
                api.call("POST", ALL, name)
                        .as(jwt)
                        .json("{\"cron\":\"0 * * * *\"}")
                        .ok()
                        .path("id")
                        .asString();

        api.call("GET", ALL, name).as(other).refused(404, "not-found");
        api.call("GET", ONE, name, id).as(other).refused(404, "not-found");
        api.call("DELETE", ONE, newFunction(other), id).as(other).refused(404, "not-found");
        api.call("GET", ONE, name, UUID.randomUUID()).as(jwt).refused(404, "not-found");
    }
}
