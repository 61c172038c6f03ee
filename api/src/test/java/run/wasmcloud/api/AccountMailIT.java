package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.api.mail.Mailbox;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Throttle;

import java.time.Duration;
import java.util.UUID;

/** Accounts where mail is sent, by a real SMTP server. */
@ExtendWith(TestApi.Provider.class)
class AccountMailIT {
    private static final String CONFIRM = "Confirm your sign-up";
    private static final String EXISTS = "You have an account already";
    private static final String RESET = "Set a new password";
    private static final String CHANGED = "Your password was changed";
    private static final String NEW_PASSWORD = "another horse battery staple";
    private static final String GONE =
            "There is no such link: it was used or has expired; ask for another one";

    private final TestApi api;
    private final Mailbox mailbox = Mailbox.open();
    private final ApiServer server;

    AccountMailIT(TestApi api) {
        this.api = api;
        this.server =
                api.openWith(
                        TestApi.accounts(SignUpMode.OPEN, mailbox.settings(), TestApi.GENEROUS));
    }

    @AfterEach
    void close() {
        server.close();
        mailbox.close();
    }

    @Test
    void makesTheAccountWhenTheLinkIsFollowedWithThePassword() throws MessagingException {
        var email = newAddress();
        signUp(email).ok();
        var token = mailbox.token(email, CONFIRM);
        assertThat(api.store().users().findByEmail(email)).isEmpty();
        signIn(email, TestApi.PASSWORD).refused(401, "wrong-credentials");

        confirm(token, "{}").refused(401, "wrong-credentials");
        confirm(token, "{\"password\":\"not the one\"}").refused(401, "wrong-credentials");
        confirm(token, password(TestApi.PASSWORD)).ok();

        var whoami = api.call("GET", "/v1/whoami").as(sessionOf(email, TestApi.PASSWORD)).ok();
        assertThat(whoami.path("emailVerified").asBoolean()).isTrue();
        assertThat(
                        confirm(token, password(TestApi.PASSWORD))
                                .refused(404, "not-found")
                                .text("detail"))
                .isEqualTo(GONE);
        assertThat(Mailbox.text(mailbox.await(email, CONFIRM)))
                .contains("http://panel.localhost:8080/confirm?token=" + token);
    }

    @Test
    void tellsTheOwnerOfAKnownAddressOnly() {
        var known = api.user(Plan.FREE);
        var fresh = newAddress();
        var answer = signUp(known.email()).send();
        assertThat(answer.status()).isEqualTo(signUp(fresh).send().status()).isEqualTo(202);

        assertThat(Mailbox.text(mailbox.await(known.email(), EXISTS)))
                .contains("Nothing was changed");
        mailbox.await(fresh, CONFIRM);
        assertThat(api.store().users().signIn(known.email(), TestApi.PASSWORD)).isEqualTo(known);
    }

    @Test
    void refusesASignUpWhoseAddressGotAnAccountMeanwhile() {
        var email = newAddress();
        signUp(email).ok();
        var token = mailbox.token(email, CONFIRM);
        api.store().users().create(email, NEW_PASSWORD, run.wasmcloud.model.Role.USER, Plan.FREE);

        confirm(token, password(TestApi.PASSWORD)).refused(409, "conflict");

        sessionOf(email, NEW_PASSWORD);
    }

    @Test
    void mailsInvitations() {
        var email = newAddress();
        api.call("POST", "/v1/invitations")
                .as(api.admin())
                .json("{\"email\":\"" + email + "\"}")
                .to(server)
                .ok();
        var token = mailbox.token(email, "You are invited");

        api.call("POST", "/v1/users")
                .json(
                        "{\"email\":\"%s\",\"password\":\"%s\",\"invitation\":\"%s\"}"
                                .formatted(email, TestApi.PASSWORD, token))
                .to(server)
                .ok();

        sessionOf(email, TestApi.PASSWORD);
    }

    @Test
    void verifiesAnAddressLater() {
        var user = api.user(Plan.FREE);
        var jwt = api.token(user, TokenScope.ADMIN).jwt();
        api.call("POST", "/v1/whoami/verifications").as(jwt).to(server).ok();
        var token = mailbox.token(user.email(), "Confirm your address");

        confirm(token, "{}").ok();

        assertThat(api.store().users().findByEmail(user.email()).map(User::emailVerified))
                .contains(true);
        confirm(token, "{}").refused(404, "not-found");
        assertThat(
                        api.call("POST", "/v1/whoami/verifications")
                                .as(jwt)
                                .to(server)
                                .refused(409, "conflict")
                                .text("detail"))
                .isEqualTo("The address is verified already");
    }

    @Test
    void setsANewPasswordThroughALinkOnce() {
        var user = api.user(Plan.FREE);
        var session = sessionOf(user.email(), TestApi.PASSWORD);
        var apiToken = api.token(user, TokenScope.READ).jwt();
        askForReset(user.email()).ok();
        var token = mailbox.token(user.email(), RESET);

        var weak = reset(token, "password").refused(422, "invalid-value");
        assertThat(weak.json().at("/errors/0/pointer").asString()).isEqualTo("/password");
        assertThat(weak.json().at("/errors/0/detail").asString())
                .isEqualTo("must have 10 to 256 characters");
        reset(token, NEW_PASSWORD).ok();

        api.call("GET", "/v1/whoami").as(session).refused(401, "not-signed-in");
        api.call("GET", "/v1/whoami").as(apiToken).ok();
        signIn(user.email(), TestApi.PASSWORD).refused(401, "wrong-credentials");
        sessionOf(user.email(), NEW_PASSWORD);
        assertThat(reset(token, "a third good password").refused(404, "not-found").text("detail"))
                .isEqualTo(GONE);
        mailbox.await(user.email(), CHANGED);
        assertThat(api.store().users().findByEmail(user.email()).map(User::emailVerified))
                .contains(true);
    }

    @Test
    void dropsOtherResetLinksOnceOneIsUsed() {
        var user = api.user(Plan.FREE);
        var first = api.store().accountLinks().reset(user, true).token().text();
        var second = api.store().accountLinks().reset(user, true).token().text();

        reset(first, NEW_PASSWORD).ok();

        reset(second, NEW_PASSWORD).refused(404, "not-found");
    }

    @Test
    void keepsLinksOfOneKindFromDoingAnother() {
        var user = api.user(Plan.FREE);
        var reset = api.store().accountLinks().reset(user, true).token().text();
        var verify = api.store().accountLinks().verify(user).token().text();

        confirm(reset, "{}").refused(404, "not-found");
        reset(verify, NEW_PASSWORD).refused(404, "not-found");
        reset("nonsense", NEW_PASSWORD).refused(404, "not-found");
        reset(reset, NEW_PASSWORD).ok();
        confirm(verify, "{}").ok();
    }

    @Test
    void answersARequestForAnUnknownAddressAlikeAndMailsNobody() {
        var known = api.user(Plan.FREE);
        var unknown = newAddress();
        var second = askForReset(unknown).send();
        var first = askForReset(known.email()).send();

        assertThat(first.status()).isEqualTo(second.status()).isEqualTo(202);
        assertThat(first.response().body()).isEqualTo(second.response().body()).isEmpty();
        mailbox.await(known.email(), RESET);
        assertThat(mailbox.received(unknown)).isEmpty();
        var wrong = askForReset("nobody").refused(422, "invalid-value");
        assertThat(wrong.json().at("/errors/0/detail").asString())
                .isEqualTo("must be " + EmailAddress.EXPECTED);
    }

    @Test
    void fillsNobodysMailbox() {
        var usual = TestApi.GENEROUS;
        var few =
                new Allowances(
                        usual.signIn(),
                        usual.signUp(),
                        usual.reset(),
                        usual.provider(),
                        new Throttle.Rule("few letters", 2, Duration.ofHours(1)));
        var settings = TestApi.accounts(SignUpMode.OPEN, mailbox.settings(), few);
        var victim = api.user(Plan.FREE);
        var other = api.user(Plan.FREE);
        try (var strict = api.openWith(settings)) {
            for (var i = 0; i < 10; i++) {
                assertThat(askForReset(victim.email()).to(strict).send().status()).isEqualTo(202);
            }
            askForReset(other.email()).to(strict).ok();
            mailbox.await(other.email(), RESET);
        }
        assertThat(mailbox.received(victim.email())).hasSize(2);
    }

    private Call signUp(String email) {
        return api.call("POST", "/v1/users")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, TestApi.PASSWORD))
                .to(server);
    }

    private Call confirm(String token, String json) {
        return api.call("PUT", "/v1/verifications/{token}", token).json(json).to(server);
    }

    private Call askForReset(String email) {
        return api.call("POST", "/v1/password-resets")
                .json("{\"email\":\"" + email + "\"}")
                .to(server);
    }

    private Call reset(String token, String password) {
        return api.call("PUT", "/v1/password-resets/{token}", token)
                .json(password(password))
                .to(server);
    }

    private static String password(String password) {
        return "{\"password\":\"" + password + "\"}";
    }

    private Call signIn(String email, String password) {
        return api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private String sessionOf(String email, String password) {
        return signIn(email, password).ok().path("token").asString();
    }

    private static String newAddress() {
        return UUID.randomUUID() + "@example.com";
    }
}
