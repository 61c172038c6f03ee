package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

@ExtendWith(TestStore.class)
class TokensIT {
    private static final SigningKey OLD = new SigningKey("old", key(1));
    private static final SigningKey NEW = new SigningKey("new", key(2));

    private final Store store;
    private User user;

    TokensIT(Store store) {
        this.store = store;
        this.user = TestStore.user(store);
    }

    @BeforeEach
    void makeUser() {
        user = TestStore.user(store);
    }

    @Test
    void areNoMoreThanAnAccountMayHave() {
        var most = Tokens.MOST_API_TOKENS;
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO tokens (id, user_id, kind, name, scope, expires_at)
                                                SELECT gen_random_uuid(), :user, 'api', 'x', 'read',
                                                    now() + interval '1 day'
                                                FROM generate_series(1, :count)
                                                """)
                                        .bind("user", user.id().value())
                                        .bind("count", most - 1)
                                        .execute());
        var last = another(Token.Kind.API);

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> another(Token.Kind.API))
                .withMessage(
                        "%1$d of %1$d API tokens of the account are used: revoke one"
                                .formatted(most))
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.QUOTA_REACHED);

        another(Token.Kind.SESSION);
        store.tokens().revoke(user.id(), last.token().id());
        another(Token.Kind.API);
    }

    private IssuedToken another(Token.Kind kind) {
        var end = Instant.now().plusSeconds(60);
        return store.tokens().issue(user.id(), kind, "x", TokenScope.READ, end);
    }

    @Test
    void tellsWhoIsAsking() {
        var issued = issue();

        assertThat(store.tokenChecker().check(issued.jwt()))
                .isEqualTo(
                        new Caller(
                                user,
                                issued.token().id(),
                                TokenScope.DEPLOY,
                                Optional.empty(),
                                Plan.PAID.limits()));
    }

    @Test
    void refusesARevokedTokenAtOnceAndOthersNot() {
        var revoked = issue();
        var other = issue();

        assertThat(store.tokens().revoke(user.id(), revoked.token().id())).isTrue();

        assertThat(refusal(revoked.jwt())).contains("revoked");
        assertThat(store.tokenChecker().check(other.jwt()).user()).isEqualTo(user);
        assertThat(store.tokens().revoke(user.id(), revoked.token().id())).isFalse();
        assertThat(store.tokens().list(user.id(), Token.Kind.API)).containsExactly(other.token());
    }

    @Test
    void revokesOnlyOnesOwnTokens() {
        var issued = issue();
        var other = TestStore.user(store);

        assertThat(store.tokens().revoke(other.id(), issued.token().id())).isFalse();
        assertThat(store.tokens().find(other.id(), issued.token().id())).isEmpty();
        assertThat(store.tokens().find(user.id(), issued.token().id())).contains(issued.token());
    }

    @Test
    void refusesAnExpiredToken() {
        assertThat(refusal(issue(store.tokens(), Instant.now().minusSeconds(5)).jwt()))
                .contains("expired");
    }

    @Test
    void refusesALockedUserAtOnceAndLetsInAgain() {
        var issued = issue();
        store.users().setState(user.id(), UserState.LOCKED);
        assertThat(refusal(issued.jwt())).contains("locked");

        store.users().setState(user.id(), UserState.ACTIVE);
        assertThat(store.tokenChecker().check(issued.jwt()).user()).isEqualTo(user);
    }

    @Test
    void acceptsTheOlderKeyUntilItIsRemoved() {
        var issued = issue(tokens(OLD), later());

        assertThat(checker(NEW, OLD).check(issued.jwt()).user()).isEqualTo(user);
        assertThat(refusal(checker(NEW), issued.jwt())).contains("not valid");
        assertThat(header(issue(tokens(NEW, OLD), later()).jwt())).contains("\"kid\":\"new\"");
    }

    @Test
    void refusesASignatureOfAnotherKeyWithTheSameId() {
        var forged = issue(tokens(new SigningKey("new", key(9))), later());

        assertThat(refusal(checker(NEW), forged.jwt())).contains("not valid");
    }

    @Test
    void refusesATokenThatWasTamperedWith() {
        var parts = issue().jwt().split("\\.");
        var other = issue().jwt().split("\\.");
        var unsigned =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));

        assertThat(refusal(parts[0] + "." + other[1] + "." + parts[2])).contains("not valid");
        assertThat(refusal(unsigned + "." + parts[1] + ".")).contains("not valid");
    }

    @Test
    void refusesOtherAlgorithmsAlsoWithTheRightKey() throws Exception {
        var secret = key(2);
        var long64 = java.util.Arrays.copyOf(secret, 64);
        var pair = java.security.KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var wide = new SigningKey("new", long64);

        assertThat(refusal(checker(wide), signed("new", JWSAlgorithm.HS512, new MACSigner(long64))))
                .contains("not valid");
        assertThat(
                        refusal(
                                checker(NEW),
                                signed(
                                        "new",
                                        JWSAlgorithm.RS256,
                                        new RSASSASigner(pair.getPrivate()))))
                .contains("not valid");
        assertThat(checker(wide).check(signed("new", JWSAlgorithm.HS256, new MACSigner(long64))))
                .extracting(Caller::user)
                .isEqualTo(user);
    }

    @Test
    void refusesAnotherKeysNameAndNone() throws Exception {
        var signer = new MACSigner(key(2));

        assertThat(refusal(checker(NEW, OLD), signed("old", JWSAlgorithm.HS256, signer)))
                .contains("not valid");
        assertThat(refusal(checker(NEW), signed("unknown", JWSAlgorithm.HS256, signer)))
                .contains("not valid");
        assertThat(refusal(checker(NEW), signed(null, JWSAlgorithm.HS256, signer)))
                .contains("not valid");
    }

    @Test
    void refusesTokensForOthersFromOthersAndOfOthers() throws Exception {
        assertThat(refusal(checker(NEW), signed(claims().audience("another"))))
                .contains("not valid");
        assertThat(refusal(checker(NEW), signed(claims().audience(List.of("wasmcloud-api", "b")))))
                .contains("not valid");
        assertThat(refusal(checker(NEW), signed(claims().issuer("another")))).contains("not valid");
        assertThat(
                        refusal(
                                checker(NEW),
                                signed(claims().subject(TestStore.user(store).id().toString()))))
                .contains("not valid");
        assertThat(refusal(checker(NEW), signed(claims().subject("x")))).contains("not valid");
        assertThat(refusal(checker(NEW), signed(claims().jwtID(null)))).contains("not valid");
        assertThat(refusal(checker(NEW), signed(claims().expirationTime(null))))
                .contains("not valid");
        assertThat(checker(NEW).check(signed(claims())).user()).isEqualTo(user);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("wasmcloud")
                .audience("wasmcloud-api")
                .subject(user.id().toString())
                .jwtID(issue().token().id().toString())
                .expirationTime(java.util.Date.from(later()));
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed("new", JWSAlgorithm.HS256, new MACSigner(key(2)), claims.build());
    }

    private String signed(@Nullable String key, JWSAlgorithm algorithm, JWSSigner signer)
            throws JOSEException {
        return signed(key, algorithm, signer, claims().build());
    }

    private static String signed(
            @Nullable String key, JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void refusesATokenWithoutARow() {
        var issued = issue();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "DELETE FROM tokens WHERE id = ?",
                                        issued.token().id().value()));

        assertThat(refusal(issued.jwt())).contains("not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "no token", "\0", "é.é.é"})
    void refusesWhatIsNoToken(String text) {
        assertThat(refusal(text)).contains("not valid");
        assertThat(refusal("x".repeat(1_000_000))).contains("not valid");
    }

    private IssuedToken issue() {
        return issue(store.tokens(), later());
    }

    private IssuedToken issue(Tokens tokens, Instant expiresAt) {
        return tokens.issue(user.id(), Token.Kind.API, "laptop", TokenScope.DEPLOY, expiresAt);
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private Tokens tokens(SigningKey... keys) {
        return new Tokens(store.jdbi(), new TokenSigner(new SigningKeys(List.of(keys))));
    }

    private TokenChecker checker(SigningKey... keys) {
        return new TokenChecker(store.jdbi(), new SigningKeys(List.of(keys)));
    }

    private String refusal(String jwt) {
        return refusal(store.tokenChecker(), jwt);
    }

    private static String refusal(TokenChecker checker, String jwt) {
        var error =
                assertThatExceptionOfType(WasmcloudException.class)
                        .isThrownBy(() -> checker.check(jwt))
                        .actual();
        assertThat(error.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN);
        return error.detail();
    }

    private static String header(String jwt) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]), UTF_8);
    }

    private static byte[] key(int filling) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filling);
        return bytes;
    }
}
