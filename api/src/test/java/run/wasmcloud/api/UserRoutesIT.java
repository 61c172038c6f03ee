package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;

import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class UserRoutesIT {
    private final TestApi api;
    private final String admin;
    private final User user;
    private final String token;

    UserRoutesIT(TestApi api) {
        this.api = api;
        this.admin = api.admin();
        this.user = api.user(Plan.APPLICANT);
        this.token = api.token(user, TokenScope.ADMIN).jwt();
    }

    @Test
    void findsAUser() {
        var found =
                api.call("GET", "/v1/users")
                        .as(admin)
                        .query("search", user.email().substring(0, 20))
                        .query("state", "active")
                        .query("plan", "applicant")
                        .query("role", "user")
                        .ok();

        assertThat(found.path("items").findValuesAsString("email")).containsExactly(user.email());
    }

    @Test
    void locksAUserFromTheNextRequestOn() {
        change("{\"state\":\"locked\",\"reason\":\"spam\"}").ok();

        api.call("GET", "/v1/whoami").as(token).refused(401, "not-signed-in");

        change("{\"state\":\"active\"}").ok();
        api.call("GET", "/v1/whoami").as(token).ok();
    }

    @Test
    void changesPlanAndRole() {
        var changed = change("{\"plan\":\"paid\",\"role\":\"admin\"}").ok();

        assertThat(changed.path("plan").asString()).isEqualTo("paid");
        api.call("GET", "/v1/users").as(token).ok();
    }

    @Test
    void tellsAllThatIsWrongWithAChangeAtOnce() {
        var long1001 = "x".repeat(1_001);
        assertThat(pointers("{\"reason\":\"%s\"}".formatted(long1001)))
                .containsExactlyInAnyOrder("", "/reason");
        assertThat(pointers("{\"state\":\"locked\"}")).containsExactly("/reason");
        assertThat(pointers("{\"state\":\"locked\",\"reason\":\" \"}")).containsExactly("/reason");
        assertThat(pointers("{\"state\":\"dead\"}")).containsExactly("/state");
        api.call("PATCH", "/v1/users/{id}", UUID.randomUUID())
                .as(admin)
                .json("{\"plan\":\"free\"}")
                .refused(404, "not-found");
    }

    private java.util.List<String> pointers(String patch) {
        return change(patch)
                .refused(422, "invalid-value")
                .json()
                .path("errors")
                .findValuesAsString("pointer");
    }

    private Call change(String patch) {
        return api.call("PATCH", "/v1/users/{id}", user.id()).as(admin).json(patch);
    }

    @Test
    void takesOneApplicationAtATime() {
        var made = apply("I make maps").ok();
        apply("again").refused(409, "conflict");

        var own = api.call("GET", "/v1/applications").as(token).ok().path("items");
        assertThat(own.get(0)).isEqualTo(made);
        assertThat(own).hasSize(1);
        assertThat(
                        api.call("GET", "/v1/applications")
                                .as(api.newUser())
                                .ok()
                                .path("items")
                                .isEmpty())
                .isTrue();
        assertThat(
                        api.call("GET", "/v1/applications")
                                .as(admin)
                                .query("state", "open")
                                .ok()
                                .path("items")
                                .findValuesAsString("id"))
                .contains(made.path("id").asString());
    }

    @Test
    void putsAnApprovedApplicantOnThePlanFree() {
        var id = apply("I make maps").ok().path("id").asString();

        var decided = decide(id, "approve", "{\"note\":\"welcome\"}").ok();

        assertThat(decided.path("state").asString()).isEqualTo("approved");
        assertThat(decided.path("note").asString()).isEqualTo("welcome");
        assertThat(decided.has("decidedAt")).isTrue();
        assertThat(api.call("GET", "/v1/limits").as(token).ok().path("name").asString())
                .isEqualTo("free");
        decide(id, "reject", "{}").refused(409, "conflict");
        assertThat(apply("more").refused(409, "conflict").text("detail")).contains("plan free");
    }

    @Test
    void leavesARejectedApplicantWhereTheyAre() {
        var id = apply("please").ok().path("id").asString();

        decide(id, "reject", "{}").ok();

        assertThat(api.call("GET", "/v1/limits").as(token).ok().path("name").asString())
                .isEqualTo("applicant");
        apply("I make maps").ok();
    }

    @Test
    void refusesWhatIsNoApplication() {
        api.call("POST", "/v1/applications").as(token).json("{}").refused(422, "invalid-value");
        apply(" ").refused(422, "invalid-value");
        apply("x".repeat(2_001)).refused(422, "invalid-value");
        decide(UUID.randomUUID().toString(), "approve", "{}").refused(404, "not-found");
        decide("x", "approve", "{}").refused(404, "not-found");
        decide(
                        UUID.randomUUID().toString(),
                        "reject",
                        "{\"note\":\"%s\"}".formatted("x".repeat(2_001)))
                .refused(422, "invalid-value");
        api.call("GET", "/v1/applications")
                .as(token)
                .query("state", "lost")
                .refused(422, "invalid-value");
    }

    private Call apply(String reason) {
        return api.call("POST", "/v1/applications")
                .as(token)
                .json("{\"reason\":\"%s\"}".formatted(reason));
    }

    private Call decide(String id, String decision, String body) {
        var path = "/v1/applications/{id}/" + decision;
        return api.call("POST", path, id).as(admin).json(body);
    }
}
