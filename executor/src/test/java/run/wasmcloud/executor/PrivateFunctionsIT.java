package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.store.AddressGrant;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.IssuedToken;
import run.wasmcloud.store.SignedAddresses;
import run.wasmcloud.store.Token;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

@Timeout(300)
class PrivateFunctionsIT {
    private static TestExecutor executor;

    private User owner;
    private Function function;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @BeforeEach
    void deploy() {
        owner = executor.user(Plan.PAID);
        function = closed(owner);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static Function closed(User owner) {
        var function = executor.deploy(owner, "environment/environment.wasm", limits -> limits);
        executor.store().access().setVisibility(function, Visibility.PRIVATE);
        return function;
    }

    private static IssuedToken token(User user, TokenScope scope, Optional<Function> function) {
        return executor.store()
                .tokens()
                .issue(
                        user.id(),
                        Token.Kind.API,
                        "test",
                        scope,
                        function,
                        Instant.now().plusSeconds(600));
    }

    private HttpResponse<String> call(String token) throws Exception {
        return call(Version.HTTP_1_1, token);
    }

    private HttpResponse<String> call(Version version, String token) throws Exception {
        return executor.client(version)
                .send(
                        executor.request(function, "")
                                .header("Wasmcloud-Token", token)
                                .header("Authorization", "Basic x")
                                .build(),
                        BodyHandlers.ofString());
    }

    private void assertRefused(HttpResponse<String> response, int status, String kind) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body())
                .contains("\"type\":\"http://docs.localhost/problems/" + kind + "\"")
                .doesNotContain(owner.email());
    }

    @Test
    void answersNobodyWithoutATokenOrASignature() throws Exception {
        var response = executor.get(function, "");

        assertRefused(response, 401, "not-signed-in");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Wasmcloud-Token realm=\"wasmcloud\"");
    }

    @ParameterizedTest
    @EnumSource
    void answersATokenOfTheOwnerAndHidesItFromTheGuest(Version version) throws Exception {
        var token = token(owner, TokenScope.INVOKE, Optional.empty()).jwt();

        var response = call(version, token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("HTTP_AUTHORIZATION=Basic x")
                .doesNotContainIgnoringCase("wasmcloud_token")
                .doesNotContain(token);
    }

    @ParameterizedTest
    @EnumSource
    void answersATokenOfAnyScope(TokenScope scope) throws Exception {
        assertThat(call(token(owner, scope, Optional.empty()).jwt()).statusCode()).isEqualTo(200);
    }

    @Test
    void answersATokenThatIsForThisFunctionOnly() throws Exception {
        var token = token(owner, TokenScope.INVOKE, Optional.of(function)).jwt();

        assertThat(call(token).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsForAnotherFunction() throws Exception {
        var token = token(owner, TokenScope.ADMIN, Optional.of(closed(owner))).jwt();

        assertRefused(call(token), 403, "not-allowed");
    }

    @Test
    void refusesATokenOfAnotherUser() throws Exception {
        var other = executor.user(Plan.PAID);

        assertRefused(
                call(token(other, TokenScope.ADMIN, Optional.empty()).jwt()), 403, "not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "Bearer x"})
    void refusesWhatIsNoToken(String text) throws Exception {
        assertRefused(call(text), 401, "not-signed-in");
    }

    @Test
    void refusesARevokedTokenOnTheNextRequest() throws Exception {
        var token = token(owner, TokenScope.INVOKE, Optional.empty());
        assertThat(call(token.jwt()).statusCode()).isEqualTo(200);

        executor.store().tokens().revoke(owner.id(), token.token().id());

        assertRefused(call(token.jwt()), 401, "not-signed-in");
    }

    @Test
    void refusesTwoTokens() throws Exception {
        var token = token(owner, TokenScope.INVOKE, Optional.empty()).jwt();
        var request =
                executor.request(function, "")
                        .header("Wasmcloud-Token", token)
                        .header("Wasmcloud-Token", token)
                        .build();

        assertRefused(executor.http1.send(request, BodyHandlers.ofString()), 401, "not-signed-in");
    }

    private String signed(String method, String path, boolean prefix) {
        var grant = new AddressGrant(method, path, prefix, Instant.now().plusSeconds(600));
        return SignedAddresses.PARAMETER + "=" + executor.store().addresses().sign(function, grant);
    }

    @ParameterizedTest
    @EnumSource
    void answersASignedAddressAndHidesTheSignatureFromTheGuest(Version version) throws Exception {
        var signed = signed("GET", "/a", false);

        var response = executor.get(version, function, "a?x=1&" + signed + "&y=2");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body())
                .contains("QUERY_STRING=x=1&y=2\n", "REQUEST_URI=/_fn/" + function.name() + "/a?x")
                .doesNotContain(SignedAddresses.PARAMETER);
        assertThat(executor.get(version, function, "a?" + signed).body())
                .contains("QUERY_STRING=\n")
                .doesNotContain(SignedAddresses.PARAMETER);
    }

    @Test
    void refusesASignedAddressForAnythingElse() throws Exception {
        var signed = signed("GET", "/a/", true);

        assertThat(executor.get(function, "a/b?" + signed).statusCode()).isEqualTo(200);
        assertRefused(executor.get(function, "b?" + signed), 403, "not-allowed");
        assertRefused(executor.get(function, "a/../b?" + signed), 403, "not-allowed");
        assertRefused(
                executor.http1.send(
                        executor.request(function, "a/b?" + signed).DELETE().build(),
                        BodyHandlers.ofString()),
                403,
                "not-allowed");
    }

    @Test
    void refusesAddressesThatWereSignedBeforeTheyWereRevoked() throws Exception {
        var signed = signed("GET", "/", false);
        assertThat(executor.get(function, "?" + signed).statusCode()).isEqualTo(200);

        executor.store().addresses().revoke(function);

        assertRefused(executor.get(function, "?" + signed), 403, "not-allowed");
    }

    @Test
    void hidesTheSignatureOfAFunctionThatIsPublicAgain() throws Exception {
        var signed = signed("GET", "/", false);
        executor.store().access().setVisibility(function, Visibility.PUBLIC);

        assertThat(executor.get(function, "?a&" + signed).body()).contains("QUERY_STRING=a\n");
    }

    @Test
    void refusesTheOwnersTokenWhenTheOwnerIsLocked() throws Exception {
        var token = token(owner, TokenScope.INVOKE, Optional.empty()).jwt();
        executor.store().users().setState(owner.id(), UserState.LOCKED);

        assertRefused(call(token), 403, "suspended");
    }
}
