package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.api.openid.ProviderSettings;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Signing in through a real OpenID Connect server. */
@ExtendWith(TestApi.Provider.class)
class AuthRoutesIT {
    private static final String RETURN = "http://127.0.0.1:49152/done";
    private static final String VERIFIER = "v".repeat(43);
    private static final String NOT_CONFIRMED = "Corp did not confirm the sign-in: try again";

    private final TestApi api;
    private final MockOAuth2Server provider = new MockOAuth2Server();
    private final ApiServer open;
    private final ApiServer invitation;
    private final ApiServer closed;
    private final String subject = UUID.randomUUID().toString();
    private final String email = UUID.randomUUID() + "@example.com";

    AuthRoutesIT(TestApi api) throws IOException {
        this.api = api;
        provider.start(InetAddress.getLoopbackAddress(), 0);
        open = server(SignUpMode.OPEN);
        invitation = server(SignUpMode.INVITATION);
        closed = server(SignUpMode.CLOSED);
    }

    private ApiServer server(SignUpMode mode) {
        var issuer = URI.create(provider.issuerUrl("corp").toString());
        var settings = new ProviderSettings("corp", "Corp", issuer, "our-id", "our-secret");
        return api.openWith(
                new AccountSettings(
                        mode,
                        null,
                        TestApi.GENEROUS,
                        List.of(settings),
                        URI.create("http://api.localhost:8080"),
                        URI.create("http://panel.localhost:8080"),
                        Set.of(URI.create("https://panel.example.com/signed-in"))));
    }

    @AfterEach
    void close() {
        open.close();
        invitation.close();
        closed.close();
        provider.shutdown();
    }

    @Test
    void listsTheProviders() {
        var listed = api.call("GET", "/v1/auth").to(open).ok().path("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("name").asString()).isEqualTo("corp");
        assertThat(api.call("GET", "/v1/auth").ok().path("items")).isEmpty();
    }

    @Test
    void signsANewcomerUpAndInAgain() {
        var first = whoami(open, signIn(open, verified()));
        assertThat(first.path("email").asString()).isEqualTo(email);
        assertThat(first.path("emailVerified").asBoolean()).isTrue();
        assertThat(first.path("plan").asString()).isEqualTo("applicant");

        var again = whoami(closed, signIn(closed, Map.of("email", "moved@example.com")));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        api.call("POST", "/v1/sessions")
                .json("{\"email\":\"%s\",\"password\":\"x\"}".formatted(email))
                .refused(401, "wrong-credentials");
    }

    @Test
    void sendsPkceStateAndNonce() {
        var sent = query(begin(open));

        assertThat(sent)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", "our-id")
                .containsEntry("redirect_uri", "http://api.localhost:8080/v1/auth/corp/callback")
                .containsKeys("state", "nonce", "code_challenge");
        var others = query(begin(open));
        assertThat(others.get("state")).isNotEqualTo(sent.get("state"));
        assertThat(others.get("nonce")).isNotEqualTo(sent.get("nonce"));
    }

    @Test
    void linksAnAccountOfTheSameVerifiedAddress() {
        var user = verifiedUser();

        var whoami = whoami(closed, signIn(closed, verified()));

        assertThat(whoami.path("id").asString()).isEqualTo(user.id().toString());
        assertThat(api.store().users().signIn(email, TestApi.PASSWORD)).isEqualTo(user);
    }

    @Test
    void linksNoAccountWhoseAddressNobodyVerified() {
        api.store()
                .users()
                .create(email, TestApi.PASSWORD, run.wasmcloud.model.Role.USER, Plan.FREE);

        var back = complete(open, begin(open), verified());

        assertThat(back.get("error")).isEqualTo("conflict");
        assertThat(back.get("error_description")).startsWith("Your address has an account here");
    }

    @Test
    void linksNothingByAnAddressThatTheProviderHasNotVerified() {
        verifiedUser();

        for (var claims :
                List.<Map<String, Object>>of(
                        Map.of("email", email),
                        Map.of("email", email, "email_verified", false),
                        Map.of("email", email, "email_verified", "true"),
                        Map.of("email_verified", true))) {
            var back = complete(open, begin(open), claims);
            assertThat(back.get("error")).as(claims.toString()).isIn("not-allowed");
            assertThat(back).doesNotContainKey("code");
        }
    }

    private User verifiedUser() {
        return api.store()
                .signUps()
                .create(
                        EmailAddress.parse(email),
                        api.store().users().hash(TestApi.PASSWORD),
                        true,
                        Optional.empty())
                .orElseThrow();
    }

    @Test
    void takesNewcomersOnlyAsSignUpDoes() {
        var refused = complete(closed, begin(closed), verified());
        assertThat(refused.get("error")).isEqualTo("not-allowed");
        assertThat(refused.get("error_description")).contains("takes no new ones");

        var uninvited = complete(invitation, begin(invitation), verified());
        assertThat(uninvited.get("error_description")).contains("no invitation");
        var admin =
                api.store()
                        .users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                "x",
                                run.wasmcloud.model.Role.ADMIN,
                                Plan.PAID);
        api.store()
                .invitations()
                .create(
                        admin.id(),
                        EmailAddress.parse(email),
                        Instant.now().plus(Duration.ofHours(1)));
        assertThat(whoami(invitation, signIn(invitation, verified())).path("email").asString())
                .isEqualTo(email);
    }

    @Test
    void refusesALockedUser() {
        var user = verifiedUser();
        signIn(open, verified());
        var code = complete(open, begin(open), verified()).get("code");
        api.store().users().setState(user.id(), UserState.LOCKED);

        assertThat(complete(open, begin(open), verified()).get("error")).isEqualTo("not-allowed");
        redeem(open, String.valueOf(code), VERIFIER).refused(403, "not-allowed");
    }

    @Test
    void refusesAnotherNonce() {
        var address = changed(begin(open), "nonce", "another");

        assertThat(complete(open, address, verified()).get("error_description"))
                .isEqualTo(NOT_CONFIRMED);
    }

    @Test
    void refusesACodeThatWasMadeForAnotherVerifier() {
        var address = changed(begin(open), "code_challenge", "x".repeat(43));

        assertThat(complete(open, address, verified()).get("error_description"))
                .isEqualTo(NOT_CONFIRMED);
    }

    @Test
    void refusesAStateThatIsNotItsOwnOrWasUsed() {
        var location = atProvider(begin(open), verified());
        var sent = query(location);

        callback(open, sent.get("code"), "another").refused(404, "not-found");
        assertThat(callback(open, sent.get("code"), sent.get("state")).send().status())
                .isEqualTo(302);
        callback(open, sent.get("code"), sent.get("state")).refused(404, "not-found");
        api.call("GET", "/v1/auth/{provider}/callback", "corp").to(open).refused(404, "not-found");
    }

    @Test
    void refusesACodeThatTheProviderNeverGave() {
        var state = query(begin(open)).get("state");
        var back = query(location(callback(open, "nonsense", state).send()));

        assertThat(back.get("error")).isEqualTo("not-allowed");
    }

    @Test
    void bringsBackThatTheProviderLetNobodyIn() {
        var state = query(begin(open)).get("state");
        var reply =
                api.call("GET", "/v1/auth/{provider}/callback", "corp")
                        .query("error", "access_denied")
                        .query("state", String.valueOf(state))
                        .to(open)
                        .send();

        assertThat(location(reply).toString()).startsWith(RETURN + "?error=not-allowed");
    }

    @Test
    void refusesIdTokensForOthersFromOthersAndOfThePast() {
        for (var claims :
                List.<Map<String, Object>>of(
                        Map.of("aud", "another-client"),
                        Map.of("iss", "https://evil.example/"),
                        Map.of("exp", Instant.now().minusSeconds(3600).getEpochSecond()))) {
            var all = new HashMap<>(verified());
            all.putAll(claims);
            assertThat(complete(open, begin(open), all).get("error_description"))
                    .as(claims.toString())
                    .isEqualTo(NOT_CONFIRMED);
        }
        assertThat(api.store().users().findByEmail(email)).isEmpty();
    }

    @Test
    void givesTheSessionOnceAndToWhoBeganOnly() {
        var stolen = String.valueOf(complete(open, begin(open), verified()).get("code"));
        redeem(open, stolen, "w".repeat(43)).refused(401, "wrong-credentials");
        redeem(open, stolen, VERIFIER).refused(401, "wrong-credentials");

        var code = String.valueOf(complete(open, begin(open), verified()).get("code"));
        redeem(closed, code, VERIFIER).ok();
        redeem(open, code, VERIFIER).refused(401, "wrong-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://evil.example/", "http://127.0.0.1/", "javascript:alert(1)"})
    void leadsBackNowhereElse(String returnTo) {
        var refused =
                api.call("GET", "/v1/auth/{provider}", "corp")
                        .query("return", returnTo)
                        .query("challenge", challenge())
                        .to(open)
                        .refused(422, "invalid-value");

        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("?return");
        assertThat(refused.json().at("/errors/0/detail").asString())
                .isEqualTo(
                        "must be http://127.0.0.1:PORT/… or http://localhost:PORT/…, or a page that"
                                + " the operator allows");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        var begin = api.call("GET", "/v1/auth/{provider}", "corp").query("challenge", "short");
        var first = begin.to(open).refused(422, "invalid-value").json().path("errors");
        assertThat(first.findValuesAsString("pointer")).containsExactly("?return", "?challenge");
        assertThat(first.get(1).path("detail").asString())
                .isEqualTo("must be the SHA-256 of a verifier, in Base64 for addresses");
        var second =
                api.call("POST", "/v1/auth/sessions")
                        .json("{}")
                        .to(open)
                        .refused(422, "invalid-value");
        assertThat(second.json().path("errors").findValuesAsString("detail"))
                .containsExactly(
                        "must be given", "must be 43 to 128 of A-Z, a-z, 0-9, -, ., _ and ~");
        api.call("GET", "/v1/auth/{provider}", "nope").to(open).refused(404, "not-found");
    }

    @Test
    void leadsBackToThePanel() {
        var begun =
                api.call("GET", "/v1/auth/{provider}", "corp")
                        .query("return", "https://panel.example.com/signed-in")
                        .query("challenge", challenge())
                        .to(open)
                        .send();
        var sent = query(atProvider(location(begun), verified()));

        assertThat(location(callback(open, sent.get("code"), sent.get("state")).send()).toString())
                .startsWith("https://panel.example.com/signed-in?code=");
    }

    @Test
    void saysThatTheProviderDoesNotAnswer() {
        provider.shutdown();
        var reply = beginning(open).refused(503, "unavailable");

        assertThat(reply.text("detail"))
                .isEqualTo("Corp cannot be asked at the moment: try again later");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    private Map<String, Object> verified() {
        return Map.of("email", email, "email_verified", true);
    }

    private String signIn(ApiServer server, Map<String, Object> claims) {
        var code = complete(server, begin(server), claims).get("code");
        return redeem(server, String.valueOf(code), VERIFIER).ok().path("token").asString();
    }

    private Call beginning(ApiServer server) {
        return api.call("GET", "/v1/auth/{provider}", "corp")
                .query("return", RETURN)
                .query("challenge", challenge())
                .to(server);
    }

    private URI begin(ApiServer server) {
        return location(beginning(server).send());
    }

    /** Does what a browser does, from the provider to where the sign-in leads back to. */
    private Map<String, String> complete(
            ApiServer server, URI address, Map<String, Object> claims) {
        var sent = query(atProvider(address, claims));
        var back = location(callback(server, sent.get("code"), sent.get("state")).send());
        assertThat(back.toString()).startsWith(RETURN + "?");
        return query(back);
    }

    private URI atProvider(URI address, Map<String, Object> claims) {
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "corp", subject, "JWT", List.of("our-id"), claims, 3600));
        try {
            var request = HttpRequest.newBuilder(address).build();
            var response = api.http().send(request, BodyHandlers.ofString());
            return URI.create(response.headers().firstValue("Location").orElseThrow());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Call callback(
            ApiServer server,
            @org.jspecify.annotations.Nullable String code,
            @org.jspecify.annotations.Nullable String state) {
        return api.call("GET", "/v1/auth/{provider}/callback", "corp")
                .query("code", String.valueOf(code))
                .query("state", String.valueOf(state))
                .to(server);
    }

    private Call redeem(ApiServer server, String code, String verifier) {
        return api.call("POST", "/v1/auth/sessions")
                .json("{\"code\":\"%s\",\"verifier\":\"%s\"}".formatted(code, verifier))
                .to(server);
    }

    private JsonNode whoami(ApiServer server, String jwt) {
        return api.call("GET", "/v1/whoami").as(jwt).to(server).ok();
    }

    private static URI location(Call.Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(302);
        return URI.create(reply.header("Location"));
    }

    private static URI changed(URI address, String name, String value) {
        return URI.create(address.toString().replaceAll("([?&]" + name + "=)[^&]*", "$1" + value));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(each -> each.split("=", 2))
                .collect(
                        Collectors.toMap(
                                each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
    }

    private static String challenge() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
