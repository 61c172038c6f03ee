package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Making accounts where no mail is sent. */
@ExtendWith(TestApi.Provider.class)
class SignUpIT {
    private static final String GIVE_INVITATION =
            "was used, taken back, has expired or is for another address: ask for another one";

    private final TestApi api;
    private final ApiServer open;
    private final ApiServer invitation;

    SignUpIT(TestApi api) {
        this.api = api;
        this.open = api.openWith(settings(SignUpMode.OPEN));
        this.invitation = api.openWith(settings(SignUpMode.INVITATION));
    }

    private static AccountSettings settings(SignUpMode mode) {
        return TestApi.accounts(mode, null, TestApi.GENEROUS);
    }

    @AfterEach
    void close() {
        open.close();
        invitation.close();
    }

    @Test
    void isClosedUntilTheOperatorOpensIt() {
        var refused = signUp(newAddress(), TestApi.PASSWORD, null).refused(403, "not-allowed");

        assertThat(refused.text("detail"))
                .isEqualTo("This installation takes no new accounts: ask its operator");
        var invited = api.call("POST", "/v1/invitations").as(api.admin()).json("{}");
        assertThat(invited.refused(409, "conflict").text("detail"))
                .startsWith("Nobody could use an invitation: sign-up is closed");
    }

    @Test
    void makesAnApplicantWhoMaySignIn() {
        var email = newAddress();
        var reply = signUp(email.toUpperCase(java.util.Locale.ROOT), TestApi.PASSWORD, null);
        assertThat(reply.to(open).send().status()).isEqualTo(202);

        var whoami = api.call("GET", "/v1/whoami").as(signIn(email)).ok();

        assertThat(whoami.path("email").asString()).isEqualTo(email);
        assertThat(whoami.path("role").asString()).isEqualTo("user");
        assertThat(whoami.path("plan").asString()).isEqualTo("applicant");
        assertThat(whoami.path("emailVerified").asBoolean()).isFalse();
    }

    @Test
    void answersForAKnownAddressAsForANewOneAndChangesNothing() {
        var known = api.user(Plan.FREE);
        var reply = signUp(known.email(), "another good password", null).to(open).send();
        var fresh = signUp(newAddress(), "another good password", null).to(open).send();

        assertThat(reply.status()).isEqualTo(fresh.status()).isEqualTo(202);
        assertThat(reply.response().body()).isEqualTo(fresh.response().body()).isEmpty();
        assertThat(fieldNames(reply)).isEqualTo(fieldNames(fresh));
        assertThat(api.store().users().signIn(known.email(), TestApi.PASSWORD)).isEqualTo(known);
    }

    private static List<String> fieldNames(Call.Reply reply) {
        return reply.response().headers().map().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,correct horse battery,/email,'must be an address like ada@example.com, of ASCII"
                + " characters, with at most 254 of them'",
        "a@example.com,short,/password,must have 10 to 256 characters"
    })
    void saysWhatIsWrongWithAValue(String email, String password, String pointer, String detail) {
        var error = errors(signUp(email, password, null).to(open)).get(0);

        assertThat(error.path("pointer").asString()).isEqualTo(pointer);
        assertThat(error.path("detail").asString()).isEqualTo(detail);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        var nothing = api.call("POST", "/v1/users").json("{}").to(invitation);

        assertThat(errors(nothing).findValuesAsString("pointer"))
                .containsExactly("/email", "/password", "/invitation");
        assertThat(errors(nothing).get(2).path("detail").asString())
                .isEqualTo("must be given: only who is invited may sign up here");
    }

    private static JsonNode errors(Call call) {
        return call.refused(422, "invalid-value").json().path("errors");
    }

    @Test
    void letsTheInvitedSignUpOnce() {
        var admin = api.admin();
        var invited = invite(admin, "{}");
        assertThat(invited.path("link").asString())
                .isEqualTo(
                        "http://panel.localhost:8080/sign-up?token="
                                + invited.path("token").asString());
        var email = newAddress();

        assertThat(signUpInvited(email, invited).send().status()).isEqualTo(202);

        assertThat(signIn(email)).isNotEmpty();
        refuseInvitation(signUpInvited(newAddress(), invited));
        var id = invited.path("id").asString();
        assertThat(listed(admin, id).path("usedAt").asString()).isNotEmpty();
        api.call("DELETE", "/v1/invitations/{id}", id).as(admin).refused(404, "not-found");
    }

    @Test
    void keepsAnInvitationForItsAddressWhichItVouchesFor() {
        var email = newAddress();
        var invited = invite(api.admin(), "{\"email\":\"" + email + "\"}");

        refuseInvitation(signUpInvited(newAddress(), invited));
        signUpInvited(email, invited).ok();

        assertThat(api.store().users().findByEmail(email).orElseThrow().emailVerified()).isTrue();
    }

    @Test
    void refusesInvitationsThatWereTakenBackHaveExpiredOrNeverWere() {
        var admin = api.admin();
        var taken = invite(admin, "{}");
        api.call("DELETE", "/v1/invitations/{id}", taken.path("id").asString()).as(admin).send();
        refuseInvitation(signUpInvited(newAddress(), taken));
        var inviter = api.store().users().create(newAddress(), "x", Role.ADMIN, Plan.PAID);
        var expired =
                api.store().invitations().create(inviter.id(), null, Instant.now().minusSeconds(1));
        refuseInvitation(
                signUp(newAddress(), TestApi.PASSWORD, expired.token().text()).to(invitation));
        refuseInvitation(signUp(newAddress(), TestApi.PASSWORD, "x' OR 1=1--").to(invitation));
    }

    private static void refuseInvitation(Call call) {
        var error = errors(call).get(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/invitation");
        assertThat(error.path("detail").asString()).isEqualTo(GIVE_INVITATION);
    }

    @Test
    void storesAnInvitationsTokenOnlyAsItsHash() {
        var token = invite(api.admin(), "{}").path("token").asString();

        assertThat(token).hasSize(43);
        var listed = api.call("GET", "/v1/invitations").as(api.admin()).ok();
        assertThat(listed.toString()).doesNotContain(token);
    }

    @Test
    void letsOneOfManyUseAnInvitation() throws Exception {
        var invited = invite(api.admin(), "{}");
        var emails = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 8; i++) {
                var email = newAddress();
                emails.add(email);
                calls.add(() -> signUpInvited(email, invited).send().status());
            }
            for (var status : threads.invokeAll(calls)) {
                assertThat(status.get()).isIn(202, 409, 422);
            }
        }
        assertThat(emails)
                .filteredOn(email -> api.store().users().findByEmail(email).isPresent())
                .hasSize(1);
    }

    @Test
    void letsOnlyAdministratorsInvite() {
        var user = api.newUser();
        api.call("POST", "/v1/invitations").as(user).json("{}").refused(403, "not-allowed");
        api.call("GET", "/v1/invitations").as(user).refused(403, "not-allowed");
        api.call("DELETE", "/v1/invitations/{id}", UUID.randomUUID())
                .as(user)
                .refused(403, "not-allowed");
    }

    @Test
    void saysWhatIsWrongWithAnInvitation() {
        var call =
                api.call("POST", "/v1/invitations")
                        .as(api.admin())
                        .json("{\"email\":\"x\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}")
                        .to(invitation);

        var errors = errors(call);
        assertThat(errors.findValuesAsString("pointer")).containsExactly("/email", "/expiresAt");
        assertThat(errors.get(1).path("detail").asString())
                .isEqualTo("must lie ahead, by at most 90 days");
    }

    @Test
    void takesAnExpiryOfTheAdministratorsChoice() {
        var expiresAt =
                Instant.parse(
                        Instant.now().plus(Duration.ofDays(3)).toString().split("\\.")[0] + "Z");
        var made = invite(api.admin(), "{\"expiresAt\":\"" + expiresAt + "\"}");

        assertThat(Instant.parse(made.path("expiresAt").asString())).isEqualTo(expiresAt);
    }

    private JsonNode invite(String admin, String json) {
        return api.call("POST", "/v1/invitations").as(admin).json(json).to(invitation).ok();
    }

    private JsonNode listed(String admin, String id) {
        var items = api.call("GET", "/v1/invitations").query("limit", 1000).as(admin).ok();
        return items.path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Call signUpInvited(String email, JsonNode invited) {
        return signUp(email, TestApi.PASSWORD, invited.path("token").asString()).to(invitation);
    }

    private Call signUp(
            String email, String password, @org.jspecify.annotations.Nullable String token) {
        var more = token == null ? "" : ",\"invitation\":\"" + token + "\"";
        return api.call("POST", "/v1/users")
                .json("{\"email\":\"%s\",\"password\":\"%s\"%s}".formatted(email, password, more));
    }

    private String signIn(String email) {
        return api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, TestApi.PASSWORD))
                .ok()
                .path("token")
                .asString();
    }

    private static String newAddress() {
        return UUID.randomUUID() + "@example.com";
    }
}
