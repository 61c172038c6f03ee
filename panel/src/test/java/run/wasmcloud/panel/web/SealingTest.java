package run.wasmcloud.panel.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.model.Role;

import java.time.Instant;
import java.util.Base64;

class SealingTest {
    private final SessionKeys keys = SessionKeys.ofThisProcess();
    private final Sealer sealer = new Sealer(keys);
    private final FormTokens tokens = new FormTokens(keys);
    private final Session session = Session.begin(null, Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void opensWhatItSealed() {
        var sealed = sealer.seal("session", "secret".getBytes(UTF_8));

        assertThat(sealer.open("session", sealed)).hasValue("secret".getBytes(UTF_8));
        assertThat(sealed).doesNotContain("secret").matches("[A-Za-z0-9_-]+");
        assertThat(sealer.seal("session", "secret".getBytes(UTF_8))).isNotEqualTo(sealed);
    }

    @Test
    void opensNothingThatWasSealedForAnotherPurposeOrChanged() {
        var sealed = sealer.seal("notice", "secret".getBytes(UTF_8));
        var bytes = Base64.getUrlDecoder().decode(sealed);

        assertThat(sealer.open("session", sealed)).isEmpty();
        for (var at = 0; at < bytes.length; at++) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            assertThat(sealer.open("notice", Base64.getUrlEncoder().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAA", "%00"})
    void opensNothingThatWasNeverSealed(String text) {
        assertThat(sealer.open("session", text)).isEmpty();
    }

    @Test
    void keepsASessionAsItIs() {
        var identity = new Session.Identity(new AccessToken("jwt"), "who@example.com", Role.ADMIN);
        var signedIn = Session.begin(identity, Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(Session.read(signedIn.bytes())).hasValue(signedIn);
        assertThat(Session.read(session.bytes())).hasValue(session);
        assertThat(Session.read(new byte[0])).isEmpty();
        assertThat(Session.read(new byte[] {99, 0, 0})).isEmpty();
    }

    @Test
    void takesAFormsTokenOnlyInItsOwnSession() {
        var other = Session.begin(null, session.expiresAt());

        assertThat(tokens.isGood(session, tokens.token(session))).isTrue();
        assertThat(tokens.isGood(other, tokens.token(session))).isFalse();
        assertThat(
                        new FormTokens(SessionKeys.ofThisProcess())
                                .isGood(session, tokens.token(session)))
                .isFalse();
        assertThat(tokens.isGood(session, "")).isFalse();
        assertThat(tokens.isGood(session, "A".repeat(86))).isFalse();
    }

    @Test
    void writesAFormsTokenAnewEachTime() {
        assertThat(tokens.token(session)).isNotEqualTo(tokens.token(session));
    }
}
