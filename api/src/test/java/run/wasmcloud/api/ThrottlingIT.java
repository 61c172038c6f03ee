package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ForwardedForm;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.store.SignInAttempts;
import run.wasmcloud.store.Throttle.Rule;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Two servers on one database share the allowances. */
@ExtendWith(TestApi.Provider.class)
class ThrottlingIT {
    private static final List<Network> NETWORKS =
            List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128"));

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
    void tellsTheClientsOfATrustedProxyApartAndBelievesNobodyElse() {
        var rules = new SignInAttempts.Rules(few(1), generous(), generous());
        var allowances = new Allowances(rules, generous(), generous(), generous(), generous());
        var settings = TestApi.accounts(SignUpMode.OPEN, null, allowances);
        var here = new TrustedProxies(NETWORKS, ForwardedForm.X_FORWARDED);
        try (var behind = api.openWith(settings, here);
                var alone = api.openWith(settings)) {
            signInFrom("203.0.113.1", behind).refused(401, "wrong-credentials");
            signInFrom("203.0.113.1", behind).refused(429, "too-many-requests");
            signInFrom("198.51.100.9, 203.0.113.1", behind).refused(429, "too-many-requests");
            signInFrom("203.0.113.2", behind).refused(401, "wrong-credentials");
            signInFrom("203.0.113.3", alone).refused(401, "wrong-credentials");
            signInFrom("203.0.113.4", alone).refused(429, "too-many-requests");
            signInFrom("no address", behind).refused(429, "too-many-requests");
        }
        var other = new TrustedProxies(NETWORKS, ForwardedForm.FORWARDED);
        try (var behind = api.openWith(settings, other)) {
            var malformed = api.call("GET", "/healthz").header("Forwarded", "nonsense").to(behind);
            assertThat(malformed.refused(400, "malformed-request").text("detail"))
                    .startsWith("What the proxy tells of its client is malformed");
        }
    }

    private Call signInFrom(String address, ApiServer server) {
        return signIn(server, UUID.randomUUID() + "@example.com", "wrong")
                .header("X-Forwarded-For", address);
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
