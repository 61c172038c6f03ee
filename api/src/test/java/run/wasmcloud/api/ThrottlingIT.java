package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.store.SignInAttempts;
import run.wasmcloud.store.Throttle.Rule;

import java.time.Duration;
import java.util.UUID;

/** Two servers on one database share the allowances. */
@ExtendWith(TestApi.Provider.class)
class ThrottlingIT {
    private final TestApi api;

    ThrottlingIT(TestApi api) {
        this.api = api;
    }

    private static Rule generous() {
        return new Rule("throttling " + UUID.randomUUID(), 1_000_000, Duration.ofMillis(1));
    }

    private static Rule few(int most) {
        return new Rule("throttling " + UUID.randomUUID(), most, Duration.ofHours(1));
    }

    private ApiServer server(Rule network, Rule both, Rule account, Rule signUp, Rule reset) {
        var rules = new SignInAttempts.Rules(network, both, account);
        var allowances = new Allowances(rules, signUp, reset, generous(), generous());
        return api.openWith(TestApi.accounts(SignUpMode.OPEN, null, allowances));
    }

    @Test
    void letsANetworkGuessAtAnAccountAFewTimesOnly() {
        var both = few(3);
        var user = api.user(Plan.FREE);
        try (var one = server(generous(), both, generous(), generous(), generous());
                var two = server(generous(), both, generous(), generous(), generous())) {
            for (var i = 0; i < 3; i++) {
                signIn(i % 2 == 0 ? one : two, user.email(), "wrong")
                        .refused(401, "wrong-credentials");
            }

            var refused =
                    signIn(two, user.email(), TestApi.PASSWORD).refused(429, "too-many-requests");

            assertThat(refused.text("detail")).isEqualTo("Too many attempts: try again later");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_000, 3_600);
            signIn(one, api.user(Plan.FREE).email(), TestApi.PASSWORD).ok();
        }
    }

    @Test
    void countsAttemptsAtUnknownAddressesAlike() {
        var unknown = UUID.randomUUID() + "@example.com";
        try (var server = server(generous(), few(2), generous(), generous(), generous())) {
            signIn(server, unknown, "wrong").refused(401, "wrong-credentials");
            signIn(server, unknown.toUpperCase(java.util.Locale.ROOT), "wrong")
                    .refused(401, "wrong-credentials");
            signIn(server, unknown, "wrong").refused(429, "too-many-requests");
        }
    }

    @Test
    void countsWhatANetworkTriesAtAnyAccount() {
        try (var server = server(few(3), generous(), generous(), generous(), generous())) {
            for (var i = 0; i < 3; i++) {
                signIn(server, UUID.randomUUID() + "@example.com", "wrong")
                        .refused(401, "wrong-credentials");
            }
            signIn(server, api.user(Plan.FREE).email(), TestApi.PASSWORD)
                    .refused(429, "too-many-requests");
        }
    }

    @Test
    void doesNotCountWhatSucceeds() {
        var user = api.user(Plan.FREE);
        try (var server = server(few(2), few(2), few(2), generous(), generous())) {
            for (var i = 0; i < 5; i++) {
                signIn(server, user.email(), TestApi.PASSWORD).ok();
            }
        }
    }

    @Test
    void letsAUserInFromWhereTheyWereBeforeWhateverOthersTry() {
        var user = api.user(Plan.FREE);
        var account = few(2);
        try (var server = server(generous(), generous(), account, generous(), generous())) {
            signIn(server, user.email(), TestApi.PASSWORD).ok();
            api.store().throttle().take(account, user.email());
            api.store().throttle().take(account, user.email());

            signIn(server, user.email(), TestApi.PASSWORD).ok();

            var other = api.user(Plan.FREE);
            api.store().throttle().take(account, other.email());
            api.store().throttle().take(account, other.email());
            signIn(server, other.email(), TestApi.PASSWORD).refused(429, "too-many-requests");
        }
    }

    @Test
    void countsAttemptsAtThePasswordOfWhoIsSignedIn() {
        var user = api.user(Plan.FREE);
        try (var server = server(generous(), few(2), generous(), generous(), generous())) {
            var jwt = signIn(server, user.email(), TestApi.PASSWORD).ok().path("token").asString();
            for (var i = 0; i < 2; i++) {
                delete(server, jwt).refused(422, "invalid-value");
            }
            delete(server, jwt).refused(429, "too-many-requests");
        }
    }

    private Call delete(ApiServer server, String jwt) {
        return api.call("DELETE", "/v1/whoami").as(jwt).json("{\"password\":\"wrong\"}").to(server);
    }

    @Test
    void boundsSignUps() {
        try (var server = server(generous(), generous(), generous(), few(1), generous())) {
            signUp(server).ok();
            signUp(server).refused(429, "too-many-requests");
        }
    }

    private Call signUp(ApiServer server) {
        return api.call("POST", "/v1/users")
                .json(
                        "{\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                                .formatted(UUID.randomUUID(), TestApi.PASSWORD))
                .to(server);
    }

    private Call signIn(ApiServer server, String email, String password) {
        return api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .to(server);
    }
}
